import type { EventPage, EventPosition, ViewedEvent } from '@shared/trace-view/event-page';

/** Consecutive events that are loaded. */
export interface EventWindow {
  /** Index of the first one among all matches; may be an estimate until an end is reached. */
  first: number;
  events: readonly ViewedEvent[];
  reachesBegin: boolean;
  reachesEnd: boolean;
  /** How far the indexes of the loaded events moved in the last step, because an estimate was corrected. */
  shift: number;
}

/** More are not kept: far events are loaded again. */
const MOST_EVENTS = 4_000;

export const windowFrom = (page: EventPage, index: number, count: number): EventWindow =>
  corrected({ ...page, first: index, shift: 0 }, count);

/** @param page the events after the window */
export function withLater(window: EventWindow, page: EventPage, count: number): EventWindow {
  const all = [...window.events, ...page.events];
  const dropped = Math.max(0, all.length - MOST_EVENTS);
  return corrected(
    {
      first: window.first + dropped,
      events: all.slice(dropped),
      reachesBegin: window.reachesBegin && dropped === 0,
      reachesEnd: page.reachesEnd,
      shift: 0,
    },
    count,
  );
}

/** @param page the events before the window */
export function withEarlier(window: EventWindow, page: EventPage, count: number): EventWindow {
  const all = [...page.events, ...window.events];
  const dropped = Math.max(0, all.length - MOST_EVENTS);
  return corrected(
    {
      first: window.first - page.events.length,
      events: dropped > 0 ? all.slice(0, -dropped) : all,
      reachesBegin: page.reachesBegin,
      reachesEnd: window.reachesEnd && dropped === 0,
      shift: 0,
    },
    count,
  );
}

/** At the first and the last event the index is known. Elsewhere it has to leave room for the events that are not loaded. */
function corrected(window: EventWindow, count: number): EventWindow {
  const { first, events, reachesBegin, reachesEnd } = window;
  const most = Math.max(0, count - events.length);
  const exact = reachesBegin ? 0 : reachesEnd ? most : Math.min(most, Math.max(0, first));
  return { ...window, first: exact, shift: exact - first };
}

export const eventAt = ({ first, events }: EventWindow, index: number): ViewedEvent | undefined =>
  events[index - first];

/** Where the events after the window begin. */
export function afterLast({ events }: EventWindow): EventPosition | null {
  const last = events.at(-1);
  return last ? { timeNs: last.at.timeNs, skip: last.at.skip + 1 } : null;
}

/** Where the events before the window end. */
export const beforeFirst = ({ events }: EventWindow): EventPosition | null => events[0]?.at ?? null;
