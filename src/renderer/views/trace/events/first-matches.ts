import type { EventMatches, EventPage } from '@shared/trace-view/event-page';

/** As many as fit into a usual window. Rare events need time to be found, so the others come when all are counted. */
export const FIRST_EVENTS = 40;

/** What is known of the matches by the first of them, until all are counted. @param lengthNs of the trace */
export function firstMatches({ events }: EventPage, bins: number, lengthNs: number): EventMatches {
  const marks = new Uint32Array(bins);
  const names = new Map<string, number>();
  for (const { at, name } of events) {
    const bin = Math.min(bins - 1, Math.floor((at.timeNs / Math.max(1, lengthNs)) * bins));
    marks[bin] = (marks[bin] ?? 0) + 1;
    names.set(name, (names.get(name) ?? 0) + 1);
  }
  return { count: events.length, marks, names: [...names].map(([name, count]) => ({ name, count })) };
}
