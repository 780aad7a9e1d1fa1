import type { TraceFacts } from '@shared/trace-view/trace-facts';
import type { TimeRange } from './time-range';

/** How the times of two traces are laid over each other. */
export type Alignment = 'start' | 'clock';

type Timed = Pick<TraceFacts, 'lengthNs' | 'beginUnixNs'>;

/** Nanoseconds from the begin of one trace to that of another by the time of day; null if one of them has none. */
function clockOffset(opened: Timed, other: Timed): number | null {
  if (opened.beginUnixNs === null || other.beginUnixNs === null) return null;
  return Number(BigInt(other.beginUnixNs) - BigInt(opened.beginUnixNs));
}

/** Whether two traces were recorded at the same time, by the same clock. Else their times of day have nothing in common. */
export function clocksMatch(opened: Timed, other: Timed): boolean {
  const offset = clockOffset(opened, other);
  return offset !== null && offset < opened.lengthNs && offset > -other.lengthNs;
}

/** Where the other trace begins on the time axis of the opened one. */
export const offsetOf = (alignment: Alignment, opened: Timed, other: Timed): number =>
  alignment === 'clock' && clocksMatch(opened, other) ? (clockOffset(opened, other) ?? 0) : 0;

/**
 * A range of the opened trace as a range of the other one.
 * @param offsetNs of `offsetOf`
 * @returns null if the other trace has nothing in it
 */
export function rangeInOther({ fromNs, toNs }: TimeRange, offsetNs: number, { lengthNs }: Timed): TimeRange | null {
  const [from, to] = [Math.max(0, fromNs - offsetNs), Math.min(lengthNs, toNs - offsetNs)];
  return from < to ? { fromNs: from, toNs: to } : null;
}
