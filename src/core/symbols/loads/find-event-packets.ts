import { setImmediate } from 'node:timers/promises';
import { findPackets } from '@reader/compiled/find-packets';
import type { EventClass } from '@reader/schema/trace-schema';
import type { TraceReading } from '@reader/trace-reading';

/**
 * Finds the packets with events of some classes. Returns to the event loop after each piece of work.
 * @returns undefined if all packets can have such events
 * @throws the signal's reason
 */
export async function findEventPackets(
  reading: TraceReading,
  select: (one: EventClass) => boolean,
  signal: AbortSignal,
): Promise<Set<number> | undefined> {
  const work = findPackets(reading, select);
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await setImmediate();
    signal.throwIfAborted();
  }
}
