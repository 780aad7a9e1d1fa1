import { setImmediate } from 'node:timers/promises';
import { findPackets } from '@reader/compiled/find-packets';
import { readEvents } from '@reader/events/read-events';
import type { EventClass } from '@reader/schema/trace-schema';
import type { TraceReading } from '@reader/trace-reading';
import { LoadCollector } from './collect-loads';
import { isLoadEvent, loadEventOf } from './load-events';
import type { LoadMap } from './load-map';

/**
 * Reads from a trace which files its processes had in memory. Only packets with such events are decoded. Returns to the
 * event loop after each piece of work.
 * @returns undefined if no program said what it loaded, as in a recording of the kernel alone
 * @throws the signal's reason
 */
export async function readLoads(reading: TraceReading, signal: AbortSignal): Promise<LoadMap | undefined> {
  const isUserspace = reading.leaves.map(({ domain }) => domain === 'userspace');
  const saysLoads = reading.eventClasses.some((one) => isUserspace[one.leaf] && isLoadEvent(one.class.name));
  if (!saysLoads) return undefined;
  const select = ({ name }: EventClass): boolean => isLoadEvent(name);
  const packets = await inTurns(findPackets(reading, select), signal);
  if (packets) leaveOutManyForks(packets, reading, isUserspace);
  const collector = new LoadCollector();
  for (const batch of readEvents(reading, { select, ...(packets && { packets }) })) {
    for (const event of batch) {
      const load = loadEventOf(event);
      if (load) collector.add(load);
    }
    await setImmediate();
    signal.throwIfAborted();
  }
  const map = collector.map(reading.span.beginNs);
  return map.files.length > 0 ? map : undefined;
}

/** A packet of the kernel has about 1 MiB, so decoding these takes about a second. */
const MOST_FORK_PACKETS = 64;

/** Forks are in almost every packet of the kernel, and only few children need them: those that ended before they listed their files. */
function leaveOutManyForks(packets: Set<number>, reading: TraceReading, isUserspace: readonly boolean[]): void {
  const forks = [...packets].filter((row) => !isUserspace[reading.packets.leaf[row] ?? 0]);
  if (forks.length > MOST_FORK_PACKETS) for (const row of forks) packets.delete(row);
}

/** Runs a generator to its end, and returns to the event loop after each step. @throws the signal's reason */
async function inTurns<T>(work: Generator<undefined, T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    await setImmediate();
    signal.throwIfAborted();
  }
}
