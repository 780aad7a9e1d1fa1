/** Factors of units by name. The first unit is the default. */
export type Units = Readonly<Record<string, number>>;

export const SECONDS: Units = { s: 1, min: 60, h: 3600 };
export const MEBIBYTES: Units = { MiB: 1, GiB: 1024 };

/** Longer than any unit. */
const UNIT = /[A-Za-z]{0,8}$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)$/;

/** Splits typed text: `5 min` becomes `5` and `min`. Text that is not a unit stays in the amount. */
export function splitAmount(text: string, units: Units): { amount: string; unit: string } {
  const [first = ''] = Object.keys(units);
  const typed = text.trim();
  const unit = UNIT.exec(typed)?.[0] ?? '';
  if (!Object.hasOwn(units, unit)) return { amount: typed, unit: first };
  return { amount: typed.slice(0, typed.length - unit.length).trim(), unit };
}

/** Joins amount and unit to the text of a form field, the reverse of `splitAmount`. */
export function joinAmount(amount: string, unit: string, units: Units): string {
  return unit === Object.keys(units)[0] ? amount : `${amount} ${unit}`;
}

/** The value in the first unit; undefined for an empty field, NaN for text that is not a number. */
export function readAmount(text: string, units: Units): number | undefined {
  const { amount, unit } = splitAmount(text, units);
  if (amount === '') return undefined;
  return NUMBER.test(amount) ? Number(amount) * (units[unit] ?? 1) : Number.NaN;
}

/** Formats a value of the first unit in the largest unit that gives a whole number. */
export function amountText(value: number, units: Units): string {
  const [unit, factor] = Object.entries(units).findLast(([, one]) => value >= one && value % one === 0) ?? ['', 1];
  return unit === '' ? String(value) : joinAmount(String(value / factor), unit, units);
}
