import type { FieldValue, FieldValues } from '@reader/events/event';
import { PacketEvents } from '@reader/events/packet-events';
import { beginWords } from '@reader/packets/begin-words';
import { ReadError } from '@reader/read-error';
import type { TraceReading } from '@reader/trace-reading';
import type { ExpectedEvent } from './expectation';

export interface DecodedPacket {
  at: number;
  sizeBits: number;
  contextValues: string[];
  events: ExpectedEvent[];
  /** Where decoding stopped in the file, in bits; null if the packet was read to its end. */
  stoppedAt: number | null;
}

/** Decodes the packets of a trace of one stream file, in the order of the file. */
export function decodePackets(reading: TraceReading): DecodedPacket[] {
  const { packets } = reading;
  const rows = Array.from({ length: packets.count }, (_, row) => row);
  return rows
    .sort((a, b) => (packets.number[a] ?? 0) - (packets.number[b] ?? 0))
    .map((row) => decodePacket(reading, row));
}

function decodePacket({ leaves, streams, packets }: TraceReading, row: number): DecodedPacket {
  const [leaf] = leaves;
  const [stream] = streams;
  if (leaf === undefined || stream === undefined) throw new Error('the trace has no stream');
  const events = new PacketEvents(leaf.compiled);
  const offset = packets.offsetBytes[row] ?? 0;
  const head = events.openHead(stream.bytes, offset, packets.contentBits[row] ?? 0);
  const { high, low } = beginWords(packets, row);
  events.clock.set(high, low);
  const sizeBits = packets.sizeBits[row] ?? 0;
  const contextValues = scalars(head.context);
  const packet: DecodedPacket = { at: offset * 8, sizeBits, contextValues, events: [], stoppedAt: null };
  try {
    for (let event = events.next(); event !== null; event = events.next()) {
      const { id, name } = event.class;
      const clock = ((BigInt(events.clock.high) << 32n) | BigInt(events.clock.low)).toString();
      const { commonContext, specificContext, payload } = events.readBody();
      const values = [commonContext, specificContext, payload].flatMap(scalars);
      packet.events.push({ id: String(id), name, clock, values });
    }
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    packet.stoppedAt = offset * 8 + events.reader.position;
  }
  return packet;
}

const scalars = (fields: FieldValues): string[] => [...fields].flatMap(([name, value]) => scalarsOf(name, value));

/** As yactfr's tests print them. */
function scalarsOf(name: string, value: FieldValue): string[] {
  if (value === null) return [];
  if (value instanceof Uint8Array) return [`${name}:${Buffer.from(value).toString('hex')}`];
  if (value instanceof Map) return scalars(value);
  if (Array.isArray(value)) return value.flatMap((element: FieldValue) => scalarsOf('', element));
  if (typeof value === 'object' && 'labels' in value) return [`${name}:${value.value}`];
  if (typeof value === 'number' && !Number.isInteger(value)) return [`${name}:${Number(value.toPrecision(6))}`];
  return [`${name}:${String(value)}`];
}
