import type { Field, StructClass } from '../../schema/field-class';
import type { EventClass, StreamClass } from '../../schema/trace-schema';
import type { ReadLeaf } from '../../trace-reading';
import { headerKind } from './event-header';
import { fixedText, plainBits } from './field-forms';
import { compileLayout } from './layout';
import { type EventRequest, eventRequest, fastEvent, missingEvent, slowEvent } from './plan-event';
import { HEADER, NOWHERE, STREAM } from './scan-plan';
import { SLOW_CONTEXTS, SLOW_PROCNAME } from './slow-places';

export interface StreamPlan {
  /** By event id, with rows for ids that no event has; of slow streams in the order of the metadata. */
  events: readonly (readonly number[])[];
  /** Values by the numbers of STREAM, without those that depend on other streams. */
  columns: Record<number, number>;
}

interface StreamRequest {
  leaf: ReadLeaf;
  stream: StreamClass;
  /** Over all leaves. */
  classIndex: ReadonlyMap<EventClass, number>;
  /** Programs are appended. */
  ops: number[];
}

/** The clock of every LTTng trace. Other frequencies need divisions, which the decoder makes. */
const NANOSECONDS = 1_000_000_000n;
/** A table of ids may have so many rows without event, besides three for each event. */
const SPARE_IDS = 4096;

export function planStream(request: StreamRequest): StreamPlan {
  const { stream, leaf, ops, classIndex } = request;
  const before = ops.length;
  const fast = fastStream(request);
  if (fast) return fast;
  ops.length = before;
  const events = eventRequest(leaf.domain, stream, classIndex);
  return {
    events: [...stream.events.values()].map((event) => slowEvent(event, events)),
    columns: slowColumns(stream.commonContext),
  };
}

function slowColumns(context: StructClass | null): Record<number, number> {
  const has = (name: string): boolean => contextNamed(context, name) !== null;
  return {
    [STREAM.header]: HEADER.slow,
    ...Object.fromEntries(SLOW_CONTEXTS.map(({ column, name, at }) => [column, has(name) ? at : NOWHERE])),
    [STREAM.procname]: has('procname') ? SLOW_PROCNAME.at : NOWHERE,
    [STREAM.procnameBytes]: SLOW_PROCNAME.bytes,
  };
}

function fastStream({ stream, leaf, ops, classIndex }: StreamRequest): StreamPlan | null {
  const header = headerKind(stream.eventHeader);
  if (header === HEADER.slow || stream.clock?.frequencyHz !== NANOSECONDS) return null;
  const head = compileLayout(
    { structs: [leaf.schema.packetHeader, stream.packetContext], wanted: new Set(), firstMark: 0, endsOnByte: true },
    [],
  );
  const contexts = contextFields(stream.commonContext);
  if (!head || head.bytes < 0 || !contexts) return null;
  const wanted = new Set(Object.values(contexts).filter((field) => field !== null));
  const context = compileLayout({ structs: [stream.commonContext], wanted, firstMark: 0, endsOnByte: false }, ops);
  const events = fastEvents(stream.events, eventRequest(leaf.domain, stream, classIndex), ops);
  if (!context || !events) return null;
  const at = (field: Field | null): number => (field ? (context.places.get(field) ?? NOWHERE) : NOWHERE);
  return {
    events,
    columns: {
      [STREAM.header]: header,
      [STREAM.firstEventBytes]: head.bytes,
      [STREAM.contextBytes]: context.bytes,
      [STREAM.contextProgram]: context.program,
      [STREAM.vtid]: at(contexts.vtid),
      [STREAM.vpid]: at(contexts.vpid),
      [STREAM.pidNs]: at(contexts.pid_ns),
      [STREAM.tid]: at(contexts.tid),
      [STREAM.procname]: at(contexts.procname),
      [STREAM.procnameBytes]: contexts.procname ? (fixedText(contexts.procname) ?? 0) : 0,
    },
  };
}

const contextNamed = (context: StructClass | null, name: string): Field | null =>
  context?.fields.find((field) => field.name === name) ?? null;

/** @returns the contexts that name a thread; null if one has a form that only the decoder reads */
function contextFields(context: StructClass | null) {
  const find = (name: string): Field | null => contextNamed(context, name);
  const numbers = { vtid: find('vtid'), vpid: find('vpid'), pid_ns: find('pid_ns'), tid: find('tid') };
  if (Object.values(numbers).some((field) => field && plainBits(field) === null)) return null;
  const procname = find('procname');
  return procname && fixedText(procname) === null ? null : { ...numbers, procname };
}

function fastEvents(events: StreamClass['events'], request: EventRequest, ops: number[]): number[][] | null {
  let idCount = 0;
  for (const id of events.keys()) idCount = Math.max(idCount, id + 1);
  if (idCount > 4 * events.size + SPARE_IDS) return null;
  const rows: number[][] = [];
  for (let id = 0; id < idCount; id++) {
    const event = events.get(id);
    const row = event ? fastEvent(event, request, ops) : missingEvent();
    if (!row) return null;
    rows.push(row);
  }
  return rows;
}
