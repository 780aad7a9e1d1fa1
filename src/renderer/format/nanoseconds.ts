/** Units of times in a trace, the largest first, in nanoseconds. */
const UNITS = [
  { name: 's', ns: 1e9, decimals: 9 },
  { name: 'ms', ns: 1e6, decimals: 6 },
  { name: 'µs', ns: 1e3, decimals: 3 },
  { name: 'ns', ns: 1, decimals: 0 },
] as const;
const SMALLEST = UNITS[3];
export type TimeUnit = (typeof UNITS)[number];

/** A no-break space: a number and its unit, and groups of digits, stay on one line. */
const NARROW_GAP = '\u00a0';
const MINUS = '\u2212';

/** The largest unit in which a time is at least 1. */
export function timeUnit(ns: number): TimeUnit {
  return UNITS.find((unit) => Math.abs(ns) >= unit.ns) ?? SMALLEST;
}

/** Formats with three significant digits: `2.41 s`, `85.2 ms`, `412 µs`, `7 ns`. A time of 1000 s and more keeps all digits before the point. */
export function shortTime(ns: number): string {
  if (Math.round(ns) === 0) return `0${NARROW_GAP}ns`;
  // 999.6 µs are 1.00 ms.
  const unit = timeUnit(Number(Math.abs(ns).toPrecision(3)));
  const value = Math.abs(ns) / unit.ns;
  const decimals = Math.min(unit.decimals, Math.max(0, 2 - Math.floor(Math.log10(Number(value.toPrecision(3))))));
  return `${ns < 0 ? MINUS : ''}${value.toFixed(decimals)}${NARROW_GAP}${unit.name}`;
}

/**
 * Formats with a fixed number of decimals in groups of three: `1.237 104 812 s`. `decimals` is from 0 to 9, and more than the unit has
 * are left out. Exact for whole nanoseconds up to 2^53.
 */
export function fixedTime(ns: number, unit: TimeUnit, decimals: number): string {
  const shown = Math.min(decimals, unit.decimals);
  const step = 10 ** (unit.decimals - shown);
  const steps = Math.round(Math.abs(ns) / step);
  const digits = steps.toString().padStart(shown + 1, '0');
  const whole = digits.slice(0, digits.length - shown);
  const groups = digits.slice(digits.length - shown).match(/.{1,3}/g) ?? [];
  const sign = ns < 0 && steps > 0 ? MINUS : '';
  return `${sign}${whole}${shown > 0 ? `.${groups.join(NARROW_GAP)}` : ''}${NARROW_GAP}${unit.name}`;
}

/** Formats to 1 ns: `1.237 104 812 s`, `85.214 300 ms`. */
export function exactTime(ns: number): string {
  return fixedTime(ns, timeUnit(ns), 9);
}

/** Formats a point of time so exactly that two points which are `resolutionNs` apart differ. The unit is that of `ns`, or of `unitOf`. */
export function pointTime(ns: number, resolutionNs: number, unitOf = ns): string {
  const unit = timeUnit(unitOf);
  const decimals = Math.ceil(Math.log10(unit.ns / Math.max(1, resolutionNs)));
  return fixedTime(ns, unit, Math.max(0, Math.ceil(decimals / 3) * 3));
}
