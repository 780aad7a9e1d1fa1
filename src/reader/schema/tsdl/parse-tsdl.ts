import { metadataError, unsupported } from '../../read-error';
import type { PartsBudget } from '../bounds';
import type { DeclaredEvent, DeclaredStream, DeclaredTrace } from '../declared';
import type { Attributes } from './attributes';
import { structure, type TsdlBlocks, type TypedBlock, tsdlBlocks } from './blocks';
import { clockClasses, streamClock } from './clocks';
import { TsdlCursor } from './cursor';
import { nativeByteOrder } from './native-byte-order';
import { tsdlRoles } from './roles';
import { TsdlTypes } from './types';

/**
 * Parses CTF 1.8 metadata (Trace Stream Description Language).
 * @param text without packet headers; the first comment `CTF 1.8` may be missing, as in traces of LTTng 2.14
 * @throws ReadError
 */
export function parseTsdl(text: string, budget: PartsBudget): DeclaredTrace {
  const byteOrder = nativeByteOrder(text);
  const blocks = tsdlBlocks(new TsdlTypes(new TsdlCursor(text), byteOrder, budget));
  if (!blocks.trace) throw metadataError('The metadata has no block `trace`.', 1);
  const { attributes, line } = blocks.trace;
  checkVersion(attributes);
  if (!byteOrder) throw metadataError('The byte order of the trace is not known.', line);
  const environment = environmentOf(blocks.environment);
  const tracer = environment.get('tracer_name');
  const clocks = clockClasses(blocks.clocks, typeof tracer === 'string' && tracer.startsWith('lttng'));
  return {
    version: '1.8',
    byteOrder,
    uuid: attributes.uuid('uuid'),
    environment,
    clocks: [...clocks.values()],
    packetHeader: structure(blocks.trace, 'packet.header'),
    streams: streamsOf(blocks, (stream) =>
      streamClock([structure(stream, 'packet.context'), structure(stream, 'event.header')], clocks, stream.line),
    ),
    rolesOf: tsdlRoles,
  };
}

function checkVersion(trace: Attributes): void {
  const [major, minor] = [trace.integer('major'), trace.integer('minor')];
  if (major === undefined || minor === undefined) throw metadataError('The trace has no version.', trace.line);
  if (major !== 1n || minor !== 8n) throw unsupported(`Traces of CTF ${major}.${minor}`, trace.line);
}

function environmentOf(blocks: readonly Attributes[]): Map<string, string | bigint> {
  const environment = new Map<string, string | bigint>();
  for (const block of blocks)
    for (const [name, value] of block.entries())
      environment.set(name, value.kind === 'integer' ? value.integer : value.text);
  return environment;
}

function streamsOf(
  { streams, events }: TsdlBlocks,
  clockOf: (stream: TypedBlock) => DeclaredStream['clock'],
): DeclaredStream[] {
  const declared = new Map<number, DeclaredStream & { events: DeclaredEvent[] }>();
  for (const stream of streams) {
    const { attributes, line } = stream;
    const id = idOf(attributes, 'id') ?? 0;
    if (declared.has(id)) throw metadataError(`Two streams have the id ${id}.`, line);
    declared.set(id, {
      id,
      name: attributes.text('name') ?? null,
      clock: clockOf(stream),
      packetContext: structure(stream, 'packet.context'),
      eventHeader: structure(stream, 'event.header'),
      commonContext: structure(stream, 'event.context'),
      events: [],
      line,
    });
  }
  // A trace can have events without a stream. They belong to a stream without contexts.
  const [firstEvent] = events;
  if (declared.size === 0 && firstEvent) declared.set(0, implicitStream(firstEvent.line));
  const [only, ...others] = declared.values();
  const ids = new Map<object, Set<number>>();
  for (const event of events) {
    const { attributes, line } = event;
    const streamId = idOf(attributes, 'stream_id');
    const stream = streamId === undefined ? (others.length > 0 ? undefined : only) : declared.get(streamId);
    if (!stream) throw metadataError('An event belongs to no stream.', line);
    const id = idOf(attributes, 'id') ?? 0;
    const known = ids.get(stream) ?? new Set();
    if (known.has(id)) throw metadataError(`Two events of a stream have the id ${id}.`, line);
    ids.set(stream, known.add(id));
    stream.events.push(eventOf(event, id));
  }
  return [...declared.values()];
}

function implicitStream(line: number): DeclaredStream & { events: DeclaredEvent[] } {
  return {
    ...{ id: 0, name: null, clock: null, packetContext: null, eventHeader: null, commonContext: null, events: [] },
    line,
  };
}

function eventOf(block: TypedBlock, id: number): DeclaredEvent {
  const { attributes, line } = block;
  const logLevel = attributes.integer('loglevel');
  return {
    id,
    name: attributes.text('name') ?? '',
    logLevel: logLevel === undefined ? null : Number(logLevel),
    specificContext: structure(block, 'context'),
    payload: structure(block, 'fields'),
    line,
  };
}

/** Ids are numbers in the schema; tracers count them from 0. */
function idOf(attributes: Attributes, name: string): number | undefined {
  const id = attributes.integer(name);
  if (id === undefined) return undefined;
  if (id < 0n) throw metadataError('An id is negative.', attributes.line);
  if (id > BigInt(Number.MAX_SAFE_INTEGER)) throw unsupported('Ids of more than 53 bits', attributes.line);
  return Number(id);
}
