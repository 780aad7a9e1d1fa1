import type { TraceReading } from '../trace-reading';
import type { PacketTable } from './packet-table';

/** The trace with the packets of one domain only, for passes that need no others. Leaves and streams keep their indexes. */
export function readingOfDomain(reading: TraceReading, domain: 'userspace' | 'kernel'): TraceReading {
  const { packets, leaves } = reading;
  if (leaves.every((leaf) => leaf.domain === domain)) return reading;
  const isIn = (packet: number): boolean => leaves[packets.leaf[packet] as number]?.domain === domain;
  return { ...reading, packets: { ...packetsWhere(packets, isIn) } };
}

function packetsWhere(packets: PacketTable, isIn: (packet: number) => boolean): PacketTable {
  const kept = packets.leaf.map((_, packet) => packet).filter((packet) => isIn(packet));
  const columns = Object.entries(packets).map(([name, column]) => [
    name,
    typeof column === 'number' ? kept.length : picked(column, kept),
  ]);
  return Object.fromEntries(columns) as PacketTable;
}

type Column = Exclude<PacketTable[keyof PacketTable], number>;

function picked(column: Column, kept: Uint32Array): Column {
  const result = column.slice(0, kept.length);
  for (let at = 0; at < kept.length; at++) result[at] = column[kept[at] as number] as never;
  return result;
}
