import { fixedTime, shortTime, timeUnit } from '../../../format/nanoseconds';

const SECONDS = timeUnit(1e9);

/** A duration with three digits, and its unit apart: `85.2` and `ms`. */
export function splitDuration(ns: number): { amount: string; unit: string } {
  const text = shortTime(ns);
  const at = text.lastIndexOf('\u00a0');
  return { amount: text.slice(0, at), unit: text.slice(at + 1) };
}

/** Seconds since the begin of the trace without their unit, exact to 1 ns, in groups of three: `1.226 208 911`. */
export const exactSeconds = (ns: number): string => fixedTime(ns, SECONDS, 9).slice(0, -2);

/** Part of a whole, 0 to 1, with two digits: `41 %`, `4.2 %`, `0.3 %`. */
export function shareText(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0 %';
  if (percent < 0.1) return '< 0.1 %';
  return `${percent < 9.95 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}
