import type { TracePlace } from '@shared/trace-view/trace-place';

/** Part of the call's length that is shown before and after it. */
const MARGIN = 0.5;
const LEAST_NS = 500;

/** Where a call is in the timeline: selected, with some time around it. */
export function placeOfCall(
  { row, depth, beginNs }: { row: number; depth: number; beginNs: number },
  lengthNs: number,
  traceNs: number,
): Partial<TracePlace> {
  const margin = Math.max(lengthNs * MARGIN, LEAST_NS);
  const range = {
    fromNs: Math.max(0, beginNs - margin),
    toNs: Math.min(Math.max(1, traceNs), beginNs + lengthNs + margin),
  };
  return {
    tab: 'timeline',
    range: range.fromNs < range.toNs ? range : null,
    call: { row, depth, atNs: beginNs },
  };
}
