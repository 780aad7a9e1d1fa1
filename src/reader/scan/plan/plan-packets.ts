import { beginWords } from '../../packets/begin-words';
import { wordsToNs } from '../../packets/clock-base';
import type { PacketTable } from '../../packets/packet-table';
import type { TraceReading } from '../../trace-reading';
import { NO_STREAM, type ScanPackets } from './scan-plan';

/** @param rowOf finds the row of a stream class in `ScanPlan.streams` */
export function scanPackets(
  { packets, clocks }: Pick<TraceReading, 'packets' | 'clocks'>,
  rowOf: (leaf: number, streamClass: number) => number | undefined,
): ScanPackets {
  const { count } = packets;
  const plan: ScanPackets = {
    count,
    file: packets.stream,
    stream: new Uint32Array(count),
    offsetBytes: packets.offsetBytes,
    contentBytes: packets.contentBits.map((bits) => Math.ceil(bits / 8)),
    beginNs: packets.beginNs,
    endNs: packets.endNs,
    clockNs: new Float64Array(count),
    clockLow: new Uint32Array(count),
    originLow: new Float64Array(count),
    originHigh: new Float64Array(count),
    originNs: new Float64Array(count),
    cpu: packets.cpu,
    previous: previousPackets(packets),
  };
  for (let packet = 0; packet < count; packet++) {
    const leaf = packets.leaf[packet] ?? 0;
    const streamClass = packets.streamClass[packet] ?? 0;
    plan.stream[packet] = rowOf(leaf, streamClass) ?? NO_STREAM;
    const clock = clocks[packets.clock[packet] ?? -1];
    if (!clock) continue;
    const { high, low } = beginWords(packets, packet);
    plan.clockNs[packet] = wordsToNs(clock, high, low);
    plan.clockLow[packet] = low;
    plan.originLow[packet] = clock.originLow;
    plan.originHigh[packet] = clock.originHigh;
    plan.originNs[packet] = clock.originNs;
  }
  return plan;
}

/** The packet before in the same file, if no event between the two was lost; else -1. */
function previousPackets(packets: PacketTable): Int32Array {
  const previous = new Int32Array(packets.count).fill(-1);
  const last = new Map<number, number>();
  for (let packet = 0; packet < packets.count; packet++) {
    const stream = packets.stream[packet] ?? 0;
    const before = last.get(stream);
    last.set(stream, packet);
    if (before === undefined || packets.number[packet] !== (packets.number[before] ?? 0) + 1) continue;
    const lost =
      (packets.lostBefore[packet] ?? 0) + (packets.discarded[packet] ?? 0) + (packets.discarded[before] ?? 0);
    if (lost === 0) previous[packet] = before;
  }
  return previous;
}
