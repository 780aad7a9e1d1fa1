import type { Field } from '../../schema/field-class';
import type { EventClass, StreamClass } from '../../schema/trace-schema';
import type { ReadLeaf } from '../../trace-reading';
import { EVENT_KIND, type EventKindName, KIND_RULES, kindOfName } from './event-kinds';
import { isReadable, plainBits } from './field-forms';
import { compileLayout, type Layout } from './layout';
import { EVENT, EVENT_COLUMNS, EVENT_MARKS, NOWHERE } from './scan-plan';
import { isComm, SLOW_WIDE, slowCommAt, slowNumberAt } from './slow-places';

export interface EventRequest {
  domain: ReadLeaf['domain'];
  /** Index of the event class by name, of the stream's events; the last one of a name. */
  classByName: ReadonlyMap<string, number>;
  /** Over all leaves. */
  classIndex: ReadonlyMap<EventClass, number>;
}

export function eventRequest(
  domain: ReadLeaf['domain'],
  { events }: StreamClass,
  classIndex: ReadonlyMap<EventClass, number>,
): EventRequest {
  const classByName = new Map<string, number>();
  for (const event of events.values()) {
    const index = classIndex.get(event);
    if (index !== undefined) classByName.set(event.name, index);
  }
  return { domain, classByName, classIndex };
}

/** The row of an id that no event has. */
export function missingEvent(): number[] {
  const row = new Array<number>(EVENT_COLUMNS).fill(NOWHERE);
  row[EVENT.bytes] = -2;
  row[EVENT.kind] = EVENT_KIND.other;
  return row;
}

/**
 * @param ops programs are appended
 * @returns null if only the decoder can read the event, or a field that the scan requires
 */
export function fastEvent(event: EventClass, request: EventRequest, ops: number[]): number[] | null {
  const kind = kindOf(event, request.domain);
  const fields = fieldsOf(event, kind).map((field) => (field && isReadable(field) ? field : null));
  if (kind !== 'other' && fields.slice(0, KIND_RULES[kind].required).includes(null)) return null;
  const wanted = new Set(fields.filter((field) => field !== null));
  const layout = compileLayout(
    { structs: [event.specificContext, event.payload], wanted, firstMark: EVENT_MARKS, endsOnByte: true },
    ops,
  );
  if (!layout) return null;
  const row = rowOf(event, kind, request);
  setPlaces(row, fields, layout);
  return row;
}

/** The row of an event of a slow stream, with the places of slow-places.ts. */
export function slowEvent(event: EventClass, request: EventRequest): number[] {
  const kind = kindOf(event, request.domain);
  const row = rowOf(event, kind, request);
  for (const [index, field] of fieldsOf(event, kind).entries()) {
    if (field) row[EVENT.a + index] = isComm(field.name) ? slowCommAt(index) : slowNumberAt(index);
  }
  row[EVENT.wide] = SLOW_WIDE;
  return row;
}

function setPlaces(row: number[], fields: readonly (Field | null)[], layout: Layout): void {
  row[EVENT.bytes] = layout.bytes;
  row[EVENT.program] = layout.program;
  let wide = 0;
  for (const [index, field] of fields.entries()) {
    if (!field) continue;
    row[EVENT.a + index] = layout.places.get(field) ?? NOWHERE;
    if (plainBits(field) === 64) wide |= 1 << index;
  }
  row[EVENT.wide] = wide;
}

/** A row with kind and class, without places. */
function rowOf(event: EventClass, kind: EventKindName, { classByName, classIndex }: EventRequest): number[] {
  const row = new Array<number>(EVENT_COLUMNS).fill(NOWHERE);
  const index = classIndex.get(event) ?? 0;
  row[EVENT.kind] = EVENT_KIND[kind];
  row[EVENT.classIndex] = index;
  row[EVENT.wide] = 0;
  row[EVENT.entryClass] = index;
  if (kind !== 'syscallExit') return row;
  row[EVENT.entryClass] = classByName.get(event.name.replace('syscall_exit_', 'syscall_entry_')) ?? index;
  return row;
}

function kindOf(event: EventClass, domain: ReadLeaf['domain']): EventKindName {
  const kind = kindOfName(event.name, domain);
  if (kind === 'other') return kind;
  return fieldsOf(event, kind).slice(0, KIND_RULES[kind].required).includes(null) ? 'other' : kind;
}

/** @returns the payload's fields of KIND_RULES, null for one that the event does not have */
function fieldsOf(event: EventClass, kind: EventKindName): readonly (Field | null)[] {
  if (kind === 'other') return [];
  return KIND_RULES[kind].fields.map((names) => {
    if (names === null) return null;
    const alternatives: readonly string[] = names.split('|');
    return event.payload?.fields.find((field) => alternatives.includes(field.name)) ?? null;
  });
}
