import type { ViewedEvent } from '@shared/trace-view/event-page';
import type { LoadPage } from './event-loader';
import { type EventSelection, firstOf, lastOf, sizeOf } from './event-selection';

/** More are not copied at once. */
export const MOST_COPIED = 10_000;
const PAGE = 500;

/** The selected events in the order of time; those that are not loaded are read. At most MOST_COPIED. */
export async function selectedEvents(
  selection: EventSelection,
  at: (index: number) => ViewedEvent | undefined,
  load: LoadPage,
): Promise<ViewedEvent[]> {
  const wanted = Math.min(sizeOf(selection), MOST_COPIED);
  const events: ViewedEvent[] = [];
  for (let index = firstOf(selection); events.length < wanted; index += 1) {
    const event = at(index);
    if (!event) break;
    events.push(event);
  }
  const last = at(lastOf(selection));
  let from = events.at(-1)?.at;
  // The first one is not loaded any more: read backwards from the last one, which is.
  if (!from && last) {
    const before = await backwards(last, wanted, load);
    return before;
  }
  while (from && events.length < wanted) {
    const page = await load(
      { timeNs: from.timeNs, skip: from.skip + 1 },
      'forward',
      Math.min(PAGE, wanted - events.length),
    );
    events.push(...page.events);
    from = page.reachesEnd ? undefined : page.events.at(-1)?.at;
  }
  return events;
}

async function backwards(last: ViewedEvent, wanted: number, load: LoadPage): Promise<ViewedEvent[]> {
  let events = [last];
  let isAtBegin = false;
  while (!isAtBegin && events.length < wanted) {
    const page = await load(events[0]?.at ?? last.at, 'backward', Math.min(PAGE, wanted - events.length));
    events = [...page.events, ...events];
    isAtBegin = page.reachesBegin || page.events.length === 0;
  }
  return events;
}
