import type { RowFigures, TimelineRow } from '../../../../src/shared/trace-view/timeline-rows';

/** A row of the timeline without anything recorded. */
export const timelineRow = (given: Partial<TimelineRow>): TimelineRow => ({
  kind: 'thread',
  parent: -1,
  name: '',
  fullName: null,
  isOfTracer: false,
  number: null,
  why: null,
  events: 0,
  firstNs: 0,
  lastNs: 0,
  callLevels: 0,
  levels: [],
  hasSyscalls: false,
  hasStates: false,
  hasMemory: false,
  ...given,
});

/** Figures with one state of three in milliseconds for each row; null where the scheduling was not recorded. */
export function figuresOf(times: readonly (readonly [number, number, number] | null)[]): RowFigures {
  const column = (at: 0 | 1 | 2): Float64Array => Float64Array.from(times, (one) => (one ? one[at] * 1e6 : Number.NaN));
  const none = new Float64Array(times.length);
  return { fromNs: 0, toNs: 1e9, events: none, runningNs: column(0), waitingNs: column(1), blockedNs: column(2) };
}
