import { GIB, KIB, MIB } from '@shared/model/units';

/** `>`, `>=`, `<`, `<=` or `=`; no sign means `=`. */
const COMPARISON = /^(>=|<=|>|<|=)?\s*(.+)$/;

const SIZES: Readonly<Record<string, number>> = { b: 1, k: KIB, m: MIB, g: GIB, t: KIB ** 4 };
const TIMES: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000, m: 60_000, h: 3_600_000 };

export type Comparison = (figure: number) => boolean;

/** Parses a comparison with bytes, in powers of 1024: `>10M`, `<= 1.5GiB`, `512`. Returns null if it is invalid. */
export const compareBytes = (text: string): Comparison | null =>
  comparison(text, (amount) => scaled(amount, /^([\d.]+)([bkmgt]?)(?:i?b)?$/i, SIZES, 'b'));

/** Parses a comparison with milliseconds: `>10s`, `<500ms`, `>=2min`. A bare number is seconds. Returns null if it is invalid. */
export const compareDuration = (text: string): Comparison | null =>
  comparison(text, (amount) => scaled(amount, /^([\d.]+)(ms|s|min|m|h)?$/i, TIMES, 's'));

/** Parses a comparison with a whole number: `0`, `>1000`. Returns null if it is invalid. */
export const compareCount = (text: string): Comparison | null =>
  comparison(text, (amount) => (/^\d+$/.test(amount) ? Number(amount) : null));

function comparison(text: string, read: (amount: string) => number | null): Comparison | null {
  const [, sign = '=', amount = ''] = COMPARISON.exec(text.trim()) ?? [];
  const limit = read(amount);
  if (limit === null) return null;
  switch (sign) {
    case '>':
      return (figure) => figure > limit;
    case '>=':
      return (figure) => figure >= limit;
    case '<':
      return (figure) => figure < limit;
    case '<=':
      return (figure) => figure <= limit;
    default:
      return (figure) => figure === limit;
  }
}

function scaled(text: string, pattern: RegExp, units: Readonly<Record<string, number>>, usual: string): number | null {
  const [, digits = '', unit = ''] = pattern.exec(text) ?? [];
  const figure = digits === '' ? Number.NaN : Number(digits);
  const factor = units[(unit || usual).toLowerCase()];
  return Number.isNaN(figure) || factor === undefined ? null : figure * factor;
}

/**
 * Parses the start of a local day, month, year or minute: `2026-01-31`, `2026-01`, `2026`, `2026-01-31T14:30`.
 * Returns Unix milliseconds, or null if there is no such day.
 */
export function momentOf(text: string): number | null {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2}))?)?)?$/i.exec(text);
  if (!parts) return null;
  const [year, month, day, hour, minute] = [1, 2, 3, 4, 5]
    .map((n) => parts[n] ?? (n === 2 || n === 3 ? '1' : '0'))
    .map(Number) as [number, number, number, number, number];
  const date = new Date(year, month - 1, day, hour, minute);
  const exists = date.getMonth() === month - 1 && date.getDate() === day && hour < 24 && minute < 60;
  return exists ? date.getTime() : null;
}
