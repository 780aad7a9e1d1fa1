import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import { lengthOf, type TimeRange, withRoom } from './time-range';

/** A recording that is so many times longer than the time of its events would show them in a few pixels. */
const MUCH_LONGER = 10;
const ROOM = 0.02;

/** From the first to the last event of a thread. Null without events. */
export function eventSpan({ rows }: Pick<WholeTrace, 'rows'>): TimeRange | null {
  let [fromNs, toNs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { kind, events, firstNs, lastNs } of rows) {
    if (kind !== 'thread' || events === 0) continue;
    fromNs = Math.min(fromNs, firstNs);
    toNs = Math.max(toNs, lastNs);
  }
  return fromNs <= toNs ? { fromNs, toNs } : null;
}

/** The range that a newly opened trace shows, if it is not the whole trace. */
export function initialRange(whole: Pick<WholeTrace, 'rows'>, traceNs: number): TimeRange | null {
  const span = eventSpan(whole);
  return span && lengthOf(span) * MUCH_LONGER < traceNs ? withRoom(span, traceNs, ROOM) : null;
}
