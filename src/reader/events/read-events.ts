import type { EventClass, StreamClass } from '../schema/trace-schema';
import type { TimeRange, TraceReading } from '../trace-reading';
import { CursorHeap } from './cursor-heap';
import type { DecodedEvent } from './event';
import { StreamCursor } from './stream-cursor';

/** Events of one batch. */
const BATCH = 256;
/** Events that are read before a batch is returned, even if few of them were selected. */
const READ_PER_BATCH = 8192;
/** For the windows of all streams together. */
const WINDOWS_BYTES = 16 * 1024 * 1024;
const MAX_WINDOW_BYTES = 256 * 1024;
const MIN_WINDOW_BYTES = 16 * 1024;

/** A place in a trace that never changes. */
export type EventPosition = Pick<DecodedEvent, 'stream' | 'packet' | 'position'>;

export interface EventRequest {
  /** Default: the whole trace. */
  range?: TimeRange;
  /** The first event, in the order of `readEvents`. */
  from?: EventPosition;
  /** Other events are not decoded. Called once per class. Default: all. */
  select?: (event: EventClass, stream: StreamClass) => boolean;
  /** Only these rows of the packet table are read. Default: all. */
  packets?: ReadonlySet<number>;
}

/**
 * Reads the events of all streams in the order of time; of events of the same time those of the first stream file come first, and
 * events of one stream keep its order. Memory does not depend on the size of the trace.
 * Batches have up to 256 events and can be empty: the caller gets one after a bounded amount of work, so that it can stop.
 */
export function* readEvents(reading: TraceReading, request: EventRequest = {}): Generator<DecodedEvent[]> {
  const start = request.from === undefined ? null : timeOf(reading, request.from);
  if (start === undefined) return;
  const range = {
    fromNs: Math.max(request.range?.fromNs ?? 0, start?.timeNs ?? 0),
    toNs: request.range?.toNs ?? Number.POSITIVE_INFINITY,
  };
  const isSelected = selection(request.select);
  const heap = heapOf(reading, range, request.packets);
  let batch: DecodedEvent[] = [];
  let read = 0;
  for (let cursor = heap.top; cursor !== undefined; cursor = heap.top) {
    const { event, timeNs } = cursor;
    const isWanted =
      event !== null &&
      timeNs >= range.fromNs &&
      timeNs < range.toNs &&
      (start === null || !isBefore(cursor, start)) &&
      isSelected(event.class, cursor.streamClass);
    const decoded = isWanted ? cursor.decode() : null;
    if (decoded !== null) batch.push(decoded);
    if (cursor.advance()) heap.settleTop();
    else heap.removeTop();
    if (++read < READ_PER_BATCH && batch.length < BATCH) continue;
    yield batch;
    batch = [];
    read = 0;
  }
  if (batch.length > 0) yield batch;
}

/**
 * Decodes one event; undefined if there is none at this position.
 * @public Part of the interface of the reader, for the details of one event.
 */
export function readEvent(reading: TraceReading, position: EventPosition): DecodedEvent | undefined {
  const cursor = cursorAt(reading, position);
  return cursor?.decode() ?? undefined;
}

type Place = EventPosition & { timeNs: number };

function timeOf(reading: TraceReading, position: EventPosition): Place | undefined {
  const cursor = cursorAt(reading, position);
  return cursor && { ...position, timeNs: cursor.timeNs };
}

function cursorAt(reading: TraceReading, { stream, packet, position }: EventPosition): StreamCursor | undefined {
  const { packets } = reading;
  for (let row = 0; row < packets.count; row++) {
    if (packets.stream[row] !== stream || packets.number[row] !== packet) continue;
    const cursor = new StreamCursor(reading, stream, [row], MAX_WINDOW_BYTES);
    while (cursor.advance()) if (cursor.position === position) return cursor;
  }
  return undefined;
}

const isBefore = (a: Place, b: Place): boolean => {
  if (a.timeNs !== b.timeNs) return a.timeNs < b.timeNs;
  if (a.stream !== b.stream) return a.stream < b.stream;
  return a.packet < b.packet || (a.packet === b.packet && a.position < b.position);
};

function selection(select: EventRequest['select']): (event: EventClass, stream: StreamClass) => boolean {
  if (select === undefined) return () => true;
  const known = new Map<EventClass, boolean>();
  return (event, stream) => {
    const isKnown = known.get(event);
    if (isKnown !== undefined) return isKnown;
    const isSelected = select(event, stream);
    known.set(event, isSelected);
    return isSelected;
  };
}

/** A cursor for each stream with packets in the range. */
export function heapOf(
  reading: TraceReading,
  { fromNs, toNs }: TimeRange,
  selected?: ReadonlySet<number>,
): CursorHeap<StreamCursor> {
  const { packets } = reading;
  const rows = new Map<number, number[]>();
  for (let row = 0; row < packets.count; row++) {
    if ((packets.beginNs[row] ?? 0) >= toNs || (packets.endNs[row] ?? 0) < fromNs) continue;
    if (selected?.has(row) === false) continue;
    const stream = packets.stream[row] ?? 0;
    const known = rows.get(stream);
    if (known === undefined) rows.set(stream, [row]);
    else known.push(row);
  }
  const share = WINDOWS_BYTES / Math.max(1, rows.size);
  const windowBytes = Math.ceil(Math.min(MAX_WINDOW_BYTES, Math.max(MIN_WINDOW_BYTES, share)));
  const heap = new CursorHeap<StreamCursor>();
  for (const [stream, own] of rows) heap.push(new StreamCursor(reading, stream, own, windowBytes));
  return heap;
}
