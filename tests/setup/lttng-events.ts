import type { Field, FieldClass, StructClass, VariantClass } from '@reader/schema/field-class';
import type { EventClass, StreamClass, TraceSchema } from '@reader/schema/trace-schema';
import { BitWriter, joined } from './bit-writer';
import { clock, field, integer, lttngSchema, struct, UUID } from './lttng-trace';

/** The values of an event in the order of its layout. */
export type Values = readonly (number | bigint | string | readonly number[])[];

export interface WrittenEvent {
  id: number;
  /** Of the clock. */
  at: number | bigint;
  context?: Values;
  payload?: Values;
  /** Writes id and time in full. */
  isExtended?: boolean;
}

export interface WrittenPacket {
  begin: number;
  end: number;
  cpu?: number;
  discarded?: number;
  sequence?: number;
  instance?: number;
  events: readonly WrittenEvent[];
}

export type HeaderName = 'compact' | 'large';

const HEADERS = {
  compact: { idBits: 5, timeBits: 27, extended: 31 },
  large: { idBits: 16, timeBits: 32, extended: 65535 },
} as const;

export function eventHeader(name: HeaderName): StructClass {
  const { idBits, timeBits, extended } = HEADERS[name];
  const range = (low: number, high: number) => [{ low: BigInt(low), high: BigInt(high) }];
  const id = { ...integer(idBits), alignment: idBits === 16 ? 8 : 1 };
  const variant: VariantClass = {
    kind: 'variant',
    selectorSlot: 0,
    options: [
      {
        name: 'compact',
        ranges: range(0, extended - 1),
        class: struct(field('timestamp', integer(timeBits), ['timestamp'])),
      },
      {
        name: 'extended',
        ranges: range(extended, extended),
        class: struct(field('id', integer(32), ['event-class-id']), field('timestamp', integer(64), ['timestamp'])),
      },
    ],
  };
  const mappings = variant.options.flatMap(({ name: label, ranges: own }) => own.map((one) => ({ label, ...one })));
  return {
    kind: 'struct',
    fields: [field('id', { kind: 'enum', integer: id, mappings }, ['event-class-id'], 0), field('v', variant)],
    alignment: 8,
  };
}

export const text = (): FieldClass => ({ kind: 'string', encoding: 'utf8' });
export const fixedText = (bytes: number): FieldClass => ({
  kind: 'array',
  length: { fixed: bytes },
  element: integer(8, { encoding: 'utf8' }),
  alignment: 8,
});

export const eventClass = (id: number, name: string, ...fields: Field[]): EventClass => ({
  id,
  name,
  logLevel: null,
  specificContext: null,
  payload: struct(...fields),
});

interface SchemaOptions extends Partial<StreamClass> {
  header?: HeaderName;
  context?: readonly Field[];
  classes: readonly EventClass[];
  isKernel?: boolean;
  slots?: number;
}

/** A leaf with LTTng's own event header. The header has slot 0. */
export function lttngEventSchema(options: SchemaOptions): TraceSchema {
  const { header = 'large', context, classes, isKernel = false, slots = 1, ...stream } = options;
  return {
    ...lttngSchema({
      environment: new Map([['domain', isKernel ? 'kernel' : 'ust']]),
      clock: clock(),
      eventHeader: eventHeader(header),
      commonContext: context ? struct(...context) : null,
      events: new Map(classes.map((event) => [event.id, event])),
      ...stream,
    }),
    slots,
  };
}

/** Writes packets of such a leaf. All fields are little-endian and on bytes. */
export function writeLttngStream(
  schema: TraceSchema,
  header: HeaderName,
  packets: readonly WrittenPacket[],
): Uint8Array {
  const files = packets.map((packet, index) => {
    const events = new BitWriter();
    for (const event of packet.events) writeEvent(events, schema, header, event);
    const body = events.toBytes();
    const writer = new BitWriter();
    const bits = (32 + 48 + body.length) * 8;
    writer.integer(0xc1fc1fc1, 32, 'little');
    writer.bytes(Buffer.from(UUID, 'hex'));
    writer.integer(0, 32, 'little');
    for (const value of [packet.instance ?? 0, packet.begin, packet.end, bits, bits, packet.sequence ?? index])
      writer.integer(value, 64, 'little');
    writer.integer(packet.discarded ?? 0, 32, 'little');
    writer.integer(packet.cpu ?? 0, 32, 'little');
    writer.bytes(body);
    return writer.toBytes();
  });
  return joined(...files);
}

function writeEvent(writer: BitWriter, schema: TraceSchema, header: HeaderName, event: WrittenEvent): void {
  const { idBits, timeBits, extended } = HEADERS[header];
  const isExtended = event.isExtended ?? event.id >= extended;
  writer.integer(isExtended ? extended : event.id, idBits, 'little');
  if (isExtended) {
    writer.align(8);
    writer.integer(event.id, 32, 'little');
    writer.integer(event.at, 64, 'little');
  } else writer.integer(event.at, timeBits, 'little');
  const stream = schema.streams.get(0);
  const of = stream?.events.get(event.id);
  writeStruct(writer, stream?.commonContext, event.context ?? []);
  writeStruct(writer, of?.payload, event.payload ?? []);
}

function writeStruct(writer: BitWriter, type: StructClass | null | undefined, values: Values): void {
  for (const [index, { class: of }] of (type?.fields ?? []).entries()) writeField(writer, of, values[index] ?? 0);
}

function writeField(writer: BitWriter, type: FieldClass, value: Values[number]): void {
  if (type.kind === 'enum') writeField(writer, type.integer, value);
  else if (type.kind === 'integer')
    writer.integer(Number.isNaN(Number(value)) ? 0 : BigInt(String(value)), type.bits, 'little');
  else if (type.kind === 'string') writer.bytes([...new TextEncoder().encode(String(value)), 0]);
  else if (type.kind === 'array' && 'fixed' in type.length) {
    const bytes = new Uint8Array(type.length.fixed);
    bytes.set(new TextEncoder().encode(String(value)).subarray(0, bytes.length));
    writer.bytes(bytes);
  } else if (type.kind === 'array' && Array.isArray(value))
    for (const element of value) writeField(writer, type.element, element);
  else throw new Error(`cannot write ${type.kind}`);
}
