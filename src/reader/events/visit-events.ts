import type { TraceReading } from '../trace-reading';
import { heapOf } from './read-events';
import type { StreamCursor } from './stream-cursor';

/** Events between two chances for the caller to stop. */
const PER_TURN = 8192;

/** The current event of a stream. What is not read of it is skipped. */
export type VisitedEvent = Pick<StreamCursor, 'event' | 'timeNs' | 'leaf' | 'streamClass' | 'readContext' | 'decode'>;

/**
 * Visits the events of all streams in the order of `readEvents`, without decoding what the visitor does not ask for.
 * @param visit may keep nothing of the cursor
 * @returns yields after a bounded amount of work the time that was reached
 */
export function* visitEvents(reading: TraceReading, visit: (event: VisitedEvent) => void): Generator<number> {
  const heap = heapOf(reading, { fromNs: 0, toNs: Number.POSITIVE_INFINITY });
  let visited = 0;
  for (let cursor = heap.top; cursor !== undefined; cursor = heap.top) {
    if (cursor.event !== null) visit(cursor);
    if (cursor.advance()) heap.settleTop();
    else heap.removeTop();
    visited += 1;
    if (visited % PER_TURN === 0) yield cursor.timeNs;
  }
}
