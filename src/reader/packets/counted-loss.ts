import type { FieldRole } from '../schema/field-class';
import type { TraceReading } from '../trace-reading';

/** Null: the packets do not count it. */
interface CountedLoss {
  discardedEvents: number | null;
  lostPackets: number | null;
}

/**
 * What the packets of some leaves say was lost. A counter is known if every stream class has its field: traces of LTTng up to 2.7 have
 * no packet numbers, and other tracers can have neither.
 */
export function countedLoss(
  { leaves, packets }: Pick<TraceReading, 'leaves' | 'packets'>,
  isIn: (leaf: number) => boolean,
): CountedLoss {
  const streams = leaves.flatMap(({ schema }, leaf) => (isIn(leaf) ? [...schema.streams.values()] : []));
  const isKnown = (role: FieldRole): boolean =>
    streams.every(({ packetContext }) => packetContext?.fields.some(({ roles }) => roles.includes(role)) === true);
  const sumOf = (column: Float64Array): number => {
    let sum = 0;
    for (let row = 0; row < packets.count; row++) if (isIn(packets.leaf[row] ?? 0)) sum += column[row] ?? 0;
    return sum;
  };
  return {
    discardedEvents: isKnown('events-discarded') ? sumOf(packets.discarded) : null,
    lostPackets: isKnown('packet-number') ? sumOf(packets.lostBefore) : null,
  };
}
