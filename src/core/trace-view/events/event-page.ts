import { oneLine } from '@shared/model/plain-text';
import type { EventPage, EventPosition, ViewedEvent } from '@shared/trace-view/event-page';
import type { TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import { fieldTexts } from '../../analysis/events/fields-text';
import { isMarkClass } from '../marks/mark-classes';
import type { TraceView } from '../opened/trace-view';
import type { CallTools } from '../serving/serve-calls';
import { type EventOfRow, EventQuery } from './event-query';

/** Characters of the fields of an event. A hostile trace has sequences of megabytes. */
const LONGEST_FIELDS = 2_000;
/** The first window before a position, in events of the trace's mean rate, and how much larger each further one is. */
const EVENTS_OF_WINDOW = 2_000;
const LARGER = 8;

type Args = TraceViewArgs<'events'>;

/**
 * Events before or from a position on. A position counts the events of the same time that match the same filter and rows.
 * @throws AppError `config` for a filter that is not valid, ReadError
 */
export async function eventPage(view: TraceView, args: Args, tools: CallTools): Promise<EventPage> {
  const query = await EventQuery.of(view, args, tools);
  return args.direction === 'forward' ? pageForward(query, args) : pageBackward(view, query, args, tools);
}

async function pageForward(query: EventQuery, { range, from, limit }: Args): Promise<EventPage> {
  const begin = Math.max(range.fromNs, from.timeNs);
  const counted = new SameTimes();
  const events: ViewedEvent[] = [];
  const reachesBegin = from.timeNs <= range.fromNs && from.skip === 0;
  if (begin < range.toNs || begin === from.timeNs) {
    for await (const batch of query.read({ fromNs: begin, toNs: Math.max(range.toNs, begin) })) {
      for (const one of batch) {
        const at = counted.positionOf(one);
        if (at.timeNs === from.timeNs && at.skip < from.skip) continue;
        if (events.length === limit) return { events, reachesBegin, reachesEnd: false };
        events.push(viewedEvent(one, at));
      }
    }
  }
  return { events, reachesBegin, reachesEnd: true };
}

async function pageBackward(
  view: TraceView,
  query: EventQuery,
  { range, from, limit }: Args,
  tools: CallTools,
): Promise<EventPage> {
  const { answer } = await view.whole(tools);
  let windowNs = Math.max(1, (view.lengthNs / Math.max(1, answer.events)) * EVENTS_OF_WINDOW);
  // The event at the position itself is not on the page, but others of its time are.
  let toNs = Math.min(range.toNs, from.timeNs + 1);
  let events: ViewedEvent[] = [];
  let isMore = false;
  while (toNs > range.fromNs && !isMore) {
    const fromNs = Math.max(range.fromNs, Math.floor(toNs - windowNs));
    const last = await lastOf(query, { fromNs, toNs }, from, limit - events.length);
    events = [...last.events, ...events];
    isMore = last.isMore || (events.length === limit && fromNs > range.fromNs);
    toNs = fromNs;
    windowNs *= LARGER;
  }
  return { events, reachesBegin: !isMore, reachesEnd: from.timeNs >= range.toNs };
}

/** The last events of a window before a position. Memory does not depend on the window. */
async function lastOf(
  query: EventQuery,
  window: { fromNs: number; toNs: number },
  before: EventPosition,
  limit: number,
): Promise<{ events: ViewedEvent[]; isMore: boolean }> {
  const counted = new SameTimes();
  let kept: { one: EventOfRow; at: EventPosition }[] = [];
  let isMore = false;
  for await (const batch of query.read(window)) {
    for (const one of batch) {
      const at = counted.positionOf(one);
      if (at.timeNs < before.timeNs || (at.timeNs === before.timeNs && at.skip < before.skip)) kept.push({ one, at });
    }
    if (kept.length > limit) {
      isMore = true;
      kept = kept.slice(kept.length - limit);
    }
  }
  return { events: kept.map(({ one, at }) => viewedEvent(one, at)), isMore };
}

/** Numbers events of the same time. */
class SameTimes {
  #timeNs = Number.NaN;
  #skip = 0;

  positionOf({ event: { event } }: EventOfRow): EventPosition {
    this.#skip = event.timeNs === this.#timeNs ? this.#skip + 1 : 0;
    this.#timeNs = event.timeNs;
    return { timeNs: event.timeNs, skip: this.#skip };
  }
}

function viewedEvent({ event: { event, symbol, domain }, row }: EventOfRow, at: EventPosition): ViewedEvent {
  const fields = [...(symbol === null ? [] : [oneLine(symbol)]), ...fieldTexts(event)].join(', ');
  return {
    at,
    row,
    cpu: event.cpu < 0 ? null : event.cpu,
    name: oneLine(event.eventClass.name),
    isMark: row !== null && isMarkClass(event.eventClass, domain),
    fields: fields.length > LONGEST_FIELDS ? `${fields.slice(0, LONGEST_FIELDS)}…` : fields,
  };
}
