import { traceTimeOf } from '@shared/analysis/trace-time';
import { lengthOf, movedInside, rangeBetween, type TimeRange } from './time-range';

export const RANGE_ENDS = ['fromNs', 'toNs'] as const;
export type RangeEnd = (typeof RANGE_ENDS)[number];

/**
 * The range after a time was typed for one of its ends: `1.2s`, `1204ms`, `1.204 s`. `+50ms` counts from the begin of the range for its end, and
 * from the present value for its begin; `-50ms` counts back from the present value. An end before the begin swaps them.
 * @param what names the field in the message
 * @throws AppError `config` if it is no time, or the range would be empty or outside of the trace
 */
export function rangeOfTyped(text: string, end: RangeEnd, range: TimeRange, traceNs: number, what: string): TimeRange {
  const [, sign = '', amount = ''] = /^([+-]?)(.*)$/s.exec(text.trim()) ?? [];
  const typedNs = traceTimeOf(amount.trim(), what);
  const baseNs = sign === '+' && end === 'toNs' ? range.fromNs : range[end];
  const ns = sign === '' ? typedNs : sign === '+' ? baseNs + typedNs : baseNs - typedNs;
  // A begin after the end keeps the length, because the begin is usually typed first.
  if (end === 'fromNs' && ns >= range.toNs) return movedInside({ fromNs: ns, toNs: ns + lengthOf(range) }, traceNs);
  return rangeBetween(ns, end === 'fromNs' ? range.toNs : range.fromNs, traceNs) ?? range;
}
