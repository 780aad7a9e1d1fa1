import type { EventClock } from '../events/event-clock';
import { PacketEvents } from '../events/packet-events';
import type { CompiledSchema } from '../fields/compile-schema';
import { ReadError } from '../read-error';
import type { StreamSource } from '../source';
import type { PacketList } from './packet-list';
import { hasFault } from './quirks';
import { isLater, type Words } from './words';

const copy = ({ high, low }: EventClock): Words => ({ high, low });

/**
 * Gives every packet of a stream a begin and an end where its own header has none, or a wrong one: from its neighbours, else from its
 * events. Only packets that need it are decoded.
 */
export function completeTimes(compiled: CompiledSchema, source: StreamSource, list: PacketList): void {
  const hasLateEvents = hasFault(compiled.schema, 'event-after-end');
  const hasEarlyEvents = hasFault(compiled.schema, 'event-before-begin');
  const isWhole = (column: Uint8Array): boolean => !column.subarray(0, list.count).includes(0);
  if (!hasLateEvents && !hasEarlyEvents && isWhole(list.hasBegin) && isWhole(list.hasEnd)) return;
  let previousEnd: Words = { high: 0, low: 0 };
  for (let row = 0; row < list.count; row++) {
    const stream = compiled.streams.get(list.streamClass[row] ?? 0);
    if (stream?.class.clock === null) continue;
    const next = row + 1;
    const hasNext = next < list.count && list.hasBegin[next] === 1;
    const needsBegin = list.hasBegin[row] === 0 || hasEarlyEvents;
    const needsEnd = list.hasEnd[row] === 0 || hasLateEvents;
    let begin = list.hasBegin[row] === 0 ? previousEnd : list.begin(row);
    let end = list.hasEnd[row] === 0 ? begin : list.end(row);
    if (needsBegin || (needsEnd && !hasNext)) {
      const seen = timesOfEvents(compiled, source, list, row, begin);
      if (needsBegin && (list.hasBegin[row] === 0 || isLater(begin, seen.first))) begin = seen.first;
      if (needsEnd && isLater(seen.last, end)) end = seen.last;
    }
    if (needsEnd && hasNext) {
      const nextBegin = list.begin(next);
      if (isLater(nextBegin, end)) end = nextBegin;
    }
    list.beginHigh[row] = begin.high;
    list.beginLow[row] = begin.low;
    list.endHigh[row] = end.high;
    list.endLow[row] = end.low;
    previousEnd = end;
  }
}

/** Values of the clock at the first and the last event that can be read; `begin` for both if there is none. */
function timesOfEvents(
  compiled: CompiledSchema,
  source: StreamSource,
  list: PacketList,
  row: number,
  begin: Words,
): { first: Words; last: Words } {
  const events = new PacketEvents(compiled);
  let first: Words | null = null;
  let last = begin;
  try {
    events.clock.set(begin.high, begin.low);
    events.openHead(source.bytes, list.offsetBytes[row] ?? 0, list.contentBits[row] ?? 0);
    if (list.hasBegin[row] === 1) events.clock.set(begin.high, begin.low);
    while (events.next() !== null) {
      const time = copy(events.clock);
      events.skipBody();
      first ??= time;
      last = time;
    }
  } catch (error) {
    // Whoever reads the packet's events gets the warning.
    if (!(error instanceof ReadError)) throw error;
  }
  return { first: first ?? last, last };
}
