import type { Field, FieldClass, FieldRole, IntegerClass, StructClass } from '@reader/schema/field-class';
import type { ClockClass, EventClass, StreamClass, TraceSchema } from '@reader/schema/trace-schema';
import { BitWriter } from './bit-writer';

export const UUID = '0123456789abcdef0123456789abcdef';

export function integer(bits: number, options: Partial<IntegerClass> = {}): IntegerClass {
  const alignment = bits % 8 === 0 ? 8 : 1;
  return {
    kind: 'integer',
    bits,
    isSigned: false,
    byteOrder: 'little',
    alignment,
    base: 10,
    encoding: 'none',
    ...options,
  };
}

export const field = (name: string, of: FieldClass, roles: FieldRole[] = [], slot?: number): Field =>
  slot === undefined ? { name, class: of, roles } : { name, class: of, roles, slot };

export const struct = (...fields: Field[]): StructClass => ({
  kind: 'struct',
  fields,
  alignment: Math.max(1, ...fields.map(({ class: of }) => ('alignment' in of ? of.alignment : 1))),
});

export const clock = (options: Partial<ClockClass> = {}): ClockClass => ({
  name: 'monotonic',
  uuid: null,
  frequencyHz: 1_000_000_000n,
  offsetSeconds: 1_700_000_000n,
  offsetCycles: 0n,
  isAbsolute: true,
  ...options,
});

/** A leaf as LTTng writes it, with an event header of an 8-bit id and a 32-bit time. */
export function lttngSchema(
  options: Partial<StreamClass> & { environment?: TraceSchema['environment'] } = {},
): TraceSchema {
  const { environment = new Map([['tracer_name', 'lttng-ust']]), ...stream } = options;
  const events = new Map<number, EventClass>([
    [0, { id: 0, name: 'tick', logLevel: null, specificContext: null, payload: struct(field('n', integer(8))) }],
  ]);
  return {
    version: '1.8',
    byteOrder: 'little',
    uuid: UUID.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'),
    environment,
    clocks: [clock()],
    packetHeader: struct(
      field('magic', integer(32), ['magic']),
      field('uuid', { kind: 'array', length: { fixed: 16 }, element: integer(8), alignment: 8 }, ['uuid']),
      field('stream_id', integer(32), ['stream-class-id']),
      field('stream_instance_id', integer(64), ['stream-id']),
    ),
    streams: new Map([
      [
        0,
        {
          id: 0,
          name: null,
          clock: clock(),
          packetContext: struct(
            field('timestamp_begin', integer(64), ['timestamp-begin']),
            field('timestamp_end', integer(64), ['timestamp-end']),
            field('content_size', integer(64), ['content-size']),
            field('packet_size', integer(64), ['packet-size']),
            field('packet_seq_num', integer(64), ['packet-number']),
            field('events_discarded', integer(32), ['events-discarded']),
            field('cpu_id', integer(32)),
          ),
          eventHeader: struct(
            field('id', integer(8), ['event-class-id']),
            field('timestamp', integer(32), ['timestamp']),
          ),
          commonContext: null,
          events,
          ...stream,
        },
      ],
    ]),
    slots: 0,
  };
}

export interface LttngPacket {
  begin: number | bigint;
  end?: number | bigint;
  sequence?: number;
  discarded?: number;
  cpu?: number;
  streamClass?: number;
  instance?: number;
  /** Low 32 bits of the times of its events, whose payload is their number. */
  events?: readonly number[];
  /** Instead of the real sizes. */
  contentBits?: number;
  packetBits?: number;
  /** Bytes after the content. */
  padding?: number;
  uuid?: string;
  magic?: number;
}

const HEAD_BYTES = 32 + 48;

/** The sizes and times of a packet, as its header and the index say them. */
function factsOf(packet: LttngPacket, timeBits = 32) {
  const { events = [], padding = 0, begin, end = begin } = packet;
  const content = (HEAD_BYTES + events.length * (2 + timeBits / 8)) * 8;
  return {
    begin,
    end,
    content: packet.contentBits ?? content,
    size: packet.packetBits ?? content + padding * 8,
    sequence: packet.sequence ?? 0,
    discarded: packet.discarded ?? 0,
    streamClass: packet.streamClass ?? 0,
    instance: packet.instance ?? 0,
  };
}

/** A stream file of `lttngSchema`. @param timeBits of the times of events */
export function lttngStream(packets: readonly LttngPacket[], timeBits = 32): Uint8Array {
  const writer = new BitWriter();
  const write = (value: number | bigint, bits: number): void => writer.integer(value, bits, 'little');
  for (const packet of packets) {
    const facts = factsOf(packet, timeBits);
    write(packet.magic ?? 0xc1fc1fc1, 32);
    writer.bytes(Buffer.from(packet.uuid ?? UUID, 'hex'));
    write(facts.streamClass, 32);
    for (const value of [facts.instance, facts.begin, facts.end, facts.content, facts.size, facts.sequence])
      write(value, 64);
    write(facts.discarded, 32);
    write(packet.cpu ?? 0, 32);
    for (const [number, time] of (packet.events ?? []).entries()) {
      write(0, 8);
      write(time, timeBits);
      write(number, 8);
    }
    writer.bytes(new Uint8Array(packet.padding ?? 0));
  }
  return writer.toBytes();
}

/** The index of such a stream, version 1.1. */
export function lttngIndex(packets: readonly LttngPacket[]): Uint8Array {
  const writer = new BitWriter();
  const write = (value: number | bigint, bits: number): void => writer.integer(value, bits, 'big');
  for (const value of [0xc1f1dcc1, 1, 1, 72]) write(value, 32);
  let offset = 0;
  for (const packet of packets) {
    const { size, content, begin, end, discarded, streamClass, instance, sequence } = factsOf(packet);
    for (const value of [offset, size, content, begin, end, discarded, streamClass, instance, sequence])
      write(value, 64);
    offset += size / 8;
  }
  return writer.toBytes();
}
