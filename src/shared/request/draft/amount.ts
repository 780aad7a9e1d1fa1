/** Units by name with what one of them is worth; the first is meant when none is typed. */
export type Units = Readonly<Record<string, number>>;

export const SECONDS: Units = { s: 1, min: 60, h: 3600 };
export const MEBIBYTES: Units = { MiB: 1, GiB: 1024 };

/** The longest unit, `min` or `MiB`, with room. */
const UNIT = /[A-Za-z]{0,8}$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** What was typed, taken apart: `5 min` is 5 and min. What is no unit stays with the number. */
export function splitAmount(text: string, units: Units): { amount: string; unit: string } {
  const [first = ''] = Object.keys(units);
  const typed = text.trim();
  const unit = UNIT.exec(typed)?.[0] ?? '';
  if (!Object.hasOwn(units, unit)) return { amount: typed, unit: first };
  return { amount: typed.slice(0, typed.length - unit.length).trim(), unit };
}

/** The text of a form's field that `splitAmount` takes apart again. */
export function joinAmount(amount: string, unit: string, units: Units): string {
  return unit === Object.keys(units)[0] ? amount : `${amount} ${unit}`;
}

/** A number of the first unit; undefined for an empty field, NaN for what is no number. */
export function readAmount(text: string, units: Units): number | undefined {
  const { amount, unit } = splitAmount(text, units);
  if (amount === '') return undefined;
  return NUMBER.test(amount) ? Number(amount) * (units[unit] ?? 1) : Number.NaN;
}

/** A number of the first unit as text, in the largest unit that it is a whole number of. */
export function amountText(value: number, units: Units): string {
  const [unit, worth] = Object.entries(units).findLast(([, one]) => value >= one && value % one === 0) ?? ['', 1];
  return unit === '' ? String(value) : joinAmount(String(value / worth), unit, units);
}
