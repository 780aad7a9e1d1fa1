import { ReadError } from '../read-error';
import type { EventClass } from '../schema/trace-schema';
import type { TraceReading } from '../trace-reading';
import { PacketClasses } from './packet-classes';

/** Packets that are counted before the caller gets control. */
const AT_ONCE = 16;

/**
 * Finds the packets with events of the given classes. Few events among millions are found by it, and then decoded.
 * Yields after a bounded amount of work, so that the caller can stop.
 * @returns rows of the packet table; undefined for a trace that the compiled code cannot read
 * @throws ReadError `damaged` for a file that became shorter, and what reading the files throws
 */
export function* findPackets(
  reading: TraceReading,
  isWanted: (event: EventClass) => boolean,
): Generator<undefined, Set<number> | undefined> {
  const wanted = reading.eventClasses.flatMap(({ class: event }, index) => (isWanted(event) ? [index] : []));
  const found = new Set<number>();
  try {
    const classes = PacketClasses.of(reading);
    if (!classes) return undefined;
    for (let row = 0; row < reading.packets.count; row++) {
      if (classes.hasAny(row, wanted)) found.add(row);
      if (row % AT_ONCE === AT_ONCE - 1) yield;
    }
  } catch (error) {
    if (error instanceof ReadError && error.code === 'too-large') return undefined;
    throw error;
  }
  return found;
}
