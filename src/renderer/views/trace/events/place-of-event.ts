import type { ViewedEvent } from '@shared/trace-view/event-page';
import type { TimelineRow } from '@shared/trace-view/timeline-rows';
import type { TracePlace } from '@shared/trace-view/trace-place';

/** Part of the trace that is shown around an event, when the range is the whole trace. */
const PART = 1 / 200;
const LEAST_NS = 20_000;

/** Where an event is in the timeline. The range moves only if the event is outside of it. */
export function placeOfEvent(
  { at: { timeNs }, row, isMark }: ViewedEvent,
  rows: readonly TimelineRow[],
  range: { fromNs: number; toNs: number } | null,
  lengthNs: number,
): Partial<TracePlace> {
  const length = range ? range.toNs - range.fromNs : Math.max(lengthNs * PART, LEAST_NS);
  const isInside = range !== null && timeNs >= range.fromNs && timeNs <= range.toNs;
  const fromNs = Math.max(0, Math.min(timeNs - length / 2, lengthNs - length));
  const thread = row === null ? undefined : rows[row];
  const depth = thread && thread.callLevels > 0 ? 0 : thread?.hasSyscalls ? -1 : null;
  return {
    tab: 'timeline',
    range: isInside ? range : { fromNs, toNs: fromNs + length },
    ...(row !== null && isMark
      ? { mark: { row, atNs: timeNs }, function: null, rows: [row] }
      : { call: row !== null && depth !== null ? { row, depth, atNs: timeNs } : null }),
  };
}
