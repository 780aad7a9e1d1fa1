import type { PacketClasses } from '@reader/compiled/packet-classes';
import { ReadError } from '@reader/read-error';
import type { TimeRange, TraceReading } from '@reader/trace-reading';
import type { FilterTree } from '@shared/analysis/event-filter/filter-tree';
import { classTest } from '../../analysis/events/select-events';
import type { CallTools } from '../serving/serve-calls';

/** About 20 ms of counting, so first matches and progress come soon. Smaller parts decode more packets twice. */
const WINDOW_BYTES = 16 * 2 ** 20;
/** Packets that are counted between two chances to cancel. */
const AT_ONCE = 8;

/** A part of a range, and the packets in it that can have matches; null: all of them. */
export interface ReadPart {
  range: TimeRange;
  packets: ReadonlySet<number> | null;
}

/**
 * Finds the packets that have events which a filter can match, part after part of a range. A filter that can match events of each
 * class has one part.
 * @param eventCounts of the whole trace, by class
 * @param classes of the trace; null where packets cannot be counted
 * @throws ReadError, AbortError
 */
export async function* packetsOfFilter(
  reading: TraceReading,
  { filter, range, eventCounts }: { filter: FilterTree | null; range: TimeRange; eventCounts: Float64Array },
  classes: PacketClasses | null,
  { signal }: Pick<CallTools, 'signal'>,
  windowBytes = WINDOW_BYTES,
): AsyncGenerator<ReadPart> {
  const wanted = wantedByCpu(reading, filter, eventCounts);
  if (!classes || [...wanted.values()].every((one) => one === null)) {
    yield { range, packets: null };
    return;
  }
  for (const { fromNs, toNs, packets } of classes.windows(range, windowBytes)) {
    const found = new Set<number>();
    for (const [index, row] of packets.entries()) {
      const ofCpu = wanted.get(reading.packets.cpu[row] ?? -1) ?? null;
      if (ofCpu === null || hasAny(classes, row, ofCpu)) found.add(row);
      if (index % AT_ONCE !== AT_ONCE - 1) continue;
      await new Promise(setImmediate);
      signal.throwIfAborted();
    }
    yield { range: { fromNs, toNs }, packets: found };
  }
}

/** Where the core has no more memory, the packet is read. */
function hasAny(classes: PacketClasses, row: number, wanted: readonly number[]): boolean {
  try {
    return classes.hasAny(row, wanted);
  } catch (error) {
    if (error instanceof ReadError && error.code === 'too-large') return true;
    throw error;
  }
}

/** What `wantedClasses` says of the packets of each CPU. */
function wantedByCpu(
  reading: TraceReading,
  filter: FilterTree | null,
  eventCounts: Float64Array,
): Map<number, number[] | null> {
  const cpus = new Set(reading.packets.cpu.subarray(0, reading.packets.count));
  return new Map([...cpus].map((cpu) => [cpu, wantedClasses(reading, filter, eventCounts, cpu)]));
}

/** Indexes of the classes with events that can match; null if all that have events can. */
function wantedClasses(
  { eventClasses, leaves }: TraceReading,
  filter: FilterTree | null,
  eventCounts: Float64Array,
  cpu: number,
): number[] | null {
  const isWanted = classTest({ eventClasses, leaves }, filter, cpu);
  const wanted: number[] = [];
  let isAll = true;
  for (const [index, { class: of, leaf, streamClass }] of eventClasses.entries()) {
    if (!eventCounts[index]) continue;
    const stream = leaves[leaf]?.schema.streams.get(streamClass);
    if (stream === undefined || isWanted(of, stream)) wanted.push(index);
    else isAll = false;
  }
  return isAll ? null : wanted;
}
