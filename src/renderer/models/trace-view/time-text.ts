const UNITS = [
  { factor: 1e9, unit: 's', digits: 9 },
  { factor: 1e6, unit: 'ms', digits: 6 },
  { factor: 1e3, unit: 'µs', digits: 3 },
  { factor: 1, unit: 'ns', digits: 0 },
] as const;

/**
 * A time since the begin of the trace as a field shows it: in the unit of the trace, with as many digits as a hundredth of the range needs.
 * `1.204 s` in a range of 248 ms, `1.2043128 s` in one of 20 µs: without groups, so that it can be typed.
 */
export function placeText(ns: number, rangeNs: number, traceNs: number): string {
  const { factor, unit, digits: most } = unitOf(traceNs);
  if (ns === 0) return `0 ${unit}`;
  const needed = Math.ceil(Math.log10(factor / Math.max(rangeNs / 100, 1)) - 1e-9);
  const digits = Math.min(Math.max(needed, 0), most);
  return `${(ns / factor).toFixed(digits)} ${unit}`;
}

const unitOf = (ns: number): (typeof UNITS)[number] => UNITS.find(({ factor }) => ns >= factor) ?? UNITS[3];

/** The time of day of a time in the trace, to the microsecond, local: `14:02:06.119269`. Null if the clock of the trace is another one. */
export function timeOfDayText(ns: number, beginUnixNs: string | null): string | null {
  if (beginUnixNs === null) return null;
  const at = BigInt(beginUnixNs) + BigInt(Math.round(ns));
  const date = new Date(Number(at / 1_000_000n));
  const two = (n: number): string => String(n).padStart(2, '0');
  const micros = String((at / 1000n) % 1_000_000n).padStart(6, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${micros}`;
}
