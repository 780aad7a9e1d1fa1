import type { DecodedEvent, FieldValue, FieldValues } from '@reader/events/event';
import { PacketEvents } from '@reader/events/packet-events';
import { readEvents } from '@reader/events/read-events';
import type { FieldRole } from '@reader/schema/field-class';
import type { TraceReading } from '@reader/trace-reading';
import { type EventLine, eventLine, unsignedText } from './printed-events';

const SECOND_NS = 1_000_000_000n;

/** Fields of the packet context that babeltrace2 does not print. */
const NOT_PRINTED: ReadonlySet<FieldRole> = new Set([
  'packet-size',
  'content-size',
  'packet-number',
  'events-discarded',
  'timestamp-begin',
  'timestamp-end',
]);

/** The events of a trace in the form of `printedEvents`. */
export function readLines(reading: TraceReading): EventLine[] {
  const contexts = new Map<string, string[]>();
  const lines: EventLine[] = [];
  for (const batch of readEvents(reading))
    for (const event of batch) {
      const key = `${event.stream} ${event.packet}`;
      const context = contexts.get(key) ?? packetContext(reading, event);
      contexts.set(key, context);
      const values = [event.commonContext, event.specificContext, event.payload].flatMap(scalars);
      lines.push(eventLine(timeOf(reading, event), event.eventClass.name, [...context, ...values]));
    }
  return lines;
}

function timeOf({ span }: TraceReading, { timeNs, streamClass }: DecodedEvent): string {
  if (streamClass.clock === null) return '';
  const ns = span.beginNs + BigInt(timeNs);
  return `${ns / SECOND_NS}.${String(ns % SECOND_NS).padStart(9, '0')}`;
}

function packetContext({ packets, leaves, streams }: TraceReading, event: DecodedEvent): string[] {
  const compiled = leaves[event.leaf]?.compiled;
  const bytes = streams[event.stream]?.bytes;
  const rows = Array.from({ length: packets.count }, (_, row) => row);
  const row = rows.find((one) => packets.stream[one] === event.stream && packets.number[one] === event.packet);
  if (compiled === undefined || bytes === undefined || row === undefined)
    throw new Error('the packet is not in the table');
  const head = new PacketEvents(compiled).openHead(bytes, packets.offsetBytes[row] ?? 0, packets.contentBits[row] ?? 0);
  return (event.streamClass.packetContext?.fields ?? [])
    .filter(({ roles }) => !roles.some((role) => NOT_PRINTED.has(role)))
    .flatMap(({ name }) => scalarsOf(head.context.get(name) ?? null));
}

const scalars = (fields: FieldValues): string[] => [...fields.values()].flatMap(scalarsOf);

function scalarsOf(value: FieldValue): string[] {
  if (value === null) return [];
  if (typeof value === 'string') return [JSON.stringify(value)];
  if (value instanceof Map) return scalars(value);
  if (Array.isArray(value)) return value.flatMap(scalarsOf);
  if (typeof value === 'object' && 'labels' in value) return [unsignedText(value.value)];
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return [asPrinted(value)];
  return [typeof value === 'number' || typeof value === 'bigint' ? unsignedText(value) : String(value)];
}

/** As printf prints a double by `%g`. */
function asPrinted(value: number): string {
  if (!Number.isFinite(value)) return String(value).toLowerCase().replace('infinity', 'inf');
  const exponent = Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -5 && exponent < 6) return String(Number(value.toPrecision(6)));
  const [digits = '', power = ''] = value.toExponential(5).split('e');
  return `${digits.replace(/\.?0+$/, '')}e${power.replace(/^([-+])(\d)$/, '$10$2')}`;
}
