import type { FieldValues } from '../events/event';
import type { StructClass } from '../schema/field-class';
import type { EventClass, StreamClass, TraceSchema } from '../schema/trace-schema';
import { compileStruct } from './compile-field';
import type { FieldReader } from './field-reader';

type StructReader = FieldReader<FieldValues>;

export interface CompiledEvent {
  class: EventClass;
  specificContext: StructReader;
  payload: StructReader;
}

export interface CompiledStream {
  class: StreamClass;
  packetContext: StructReader;
  eventHeader: StructReader;
  commonContext: StructReader;
  /** The only event class of the stream, whose events need no id; null if there are several or none. */
  only: EventClass | null;
  events: Map<number, CompiledEvent>;
}

export interface CompiledSchema {
  schema: TraceSchema;
  packetHeader: StructReader;
  streams: ReadonlyMap<number, CompiledStream>;
}

const NOTHING: FieldValues = new Map();
const nothing: StructReader = { read: () => NOTHING, skip: () => {} };
const compile = (struct: StructClass | null): StructReader => (struct === null ? nothing : compileStruct(struct));

/** The functions that read a leaf's packets. Event classes are compiled when their first event is met. */
export function compileSchema(schema: TraceSchema): CompiledSchema {
  const streams = new Map<number, CompiledStream>();
  for (const [id, stream] of schema.streams) {
    const [only = null] = stream.events.size === 1 ? stream.events.values() : [];
    streams.set(id, {
      class: stream,
      packetContext: compile(stream.packetContext),
      eventHeader: compile(stream.eventHeader),
      commonContext: compile(stream.commonContext),
      only,
      events: new Map(),
    });
  }
  return { schema, packetHeader: compile(schema.packetHeader), streams };
}

/** Undefined for an id that the metadata does not have. */
export function compiledEvent(stream: CompiledStream, id: number): CompiledEvent | undefined {
  const known = stream.events.get(id);
  if (known !== undefined) return known;
  const event = stream.class.events.get(id);
  if (event === undefined) return undefined;
  const compiled = {
    class: event,
    specificContext: compile(event.specificContext),
    payload: compile(event.payload),
  };
  stream.events.set(id, compiled);
  return compiled;
}
