import { AppError } from '../model/app-error';

const NS: Readonly<Record<string, number>> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  ms: 1e6,
  s: 1e9,
  '': 1e9,
  m: 60e9,
  min: 60e9,
  h: 3_600e9,
};
const TIME = /^(\d{1,12}(?:\.\d{1,9})?) ?([a-zµ]*)$/;
/** Nanoseconds are exact in a double up to here: 104 days. */
const MOST_NS = Number.MAX_SAFE_INTEGER;

/**
 * Reads a time since the begin of a trace: `1.5s`, `200ms`, `10us`, `3m`, or a number of seconds.
 * @param what names the option in the message: `--from`
 * @returns nanoseconds
 * @throws AppError `config`
 */
export function traceTimeOf(text: string, what: string): number {
  const [, amount, unit = ''] = TIME.exec(text.trim()) ?? [];
  const factor = NS[unit];
  const ns = amount === undefined || factor === undefined ? Number.NaN : Math.round(Number(amount) * factor);
  if (ns <= MOST_NS) return ns;
  throw new AppError('config', `${what} takes a time since the begin of the trace, not ${JSON.stringify(text)}.`, {
    hint: 'Examples: 1.5s, 200ms, 10us, 3m, or a number of seconds.',
  });
}

const LONG_NS = 999.5e9;

const UNITS = [
  { least: 1e9, factor: 1e9, unit: 's' },
  { least: 1e6, factor: 1e6, unit: 'ms' },
  { least: 1e3, factor: 1e3, unit: 'µs' },
  { least: 0, factor: 1, unit: 'ns' },
] as const;

/** A duration with three digits: `1.42 s`, `85.2 ms`, `310 ns`. From 1000 s on, all seconds: `3 748 s`. */
export function durationText(ns: number): string {
  // Round before the unit is selected, so that 999.9 µs is 1.00 ms.
  const rounded = Math.abs(ns) < LONG_NS ? Number(ns.toPrecision(3)) : ns;
  const { factor, unit } = UNITS.find(({ least }) => Math.abs(rounded) >= least) ?? UNITS[3];
  const amount = rounded / factor;
  const digits = factor === 1 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.max(1, Math.abs(amount)))));
  return `${amount.toFixed(digits).replaceAll(/\B(?=(\d{3})+$)/g, ' ')} ${unit}`;
}

/** A time since the begin of a trace in seconds, to the microsecond: `1.418203 s`. */
export const momentText = (ns: number): string => `${(ns / 1e9).toFixed(6)} s`;
