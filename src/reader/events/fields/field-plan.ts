import { plainBits } from '../../scan/plan/field-forms';
import { integerOf } from '../../scan/plan/fixed-size';
import { compileLayout } from '../../scan/plan/layout';
import {
  EVENT,
  EVENT_COLUMNS,
  EVENT_MARKS,
  HEADER,
  type ScanPlan,
  STREAM,
  STREAM_COLUMNS,
} from '../../scan/plan/scan-plan';
import type { Field } from '../../schema/field-class';
import type { EventClass } from '../../schema/trace-schema';
import type { TraceReading } from '../../trace-reading';
import { type FieldRequest, MOST_FIELDS } from './field-request';

/** How the value of a field is read. */
export const FIELD_FORM = { none: 0, signed32: 1, unsigned32: 2, wide: 3 } as const;

/** The scan plan of a trace with the places of the wanted fields instead of those that the scan needs. */
export interface FieldPlan {
  plan: ScanPlan;
  /** By row of `ScanPlan.events`: MOST_FIELDS of FIELD_FORM, and whether the event is wanted. */
  forms: Uint8Array;
  isWanted: Uint8Array;
  /** Rows of `ScanPlan.streams` with wanted events. */
  streams: ReadonlySet<number>;
}

/** @returns null if only the decoder can read one of the wanted events */
export function fieldPlan(reading: TraceReading, plan: ScanPlan, { fieldsOf }: FieldRequest): FieldPlan | null {
  const ops = [...plan.ops];
  const events = plan.events.slice();
  const rows = events.length / EVENT_COLUMNS;
  const forms = new Uint8Array(rows * MOST_FIELDS);
  const isWanted = new Uint8Array(rows);
  const streams = new Set<number>();
  let stream = 0;
  for (const { schema } of reading.leaves)
    for (const { events: classes } of schema.streams.values()) {
      const columns = plan.streams.subarray(stream * STREAM_COLUMNS, (stream + 1) * STREAM_COLUMNS);
      for (const event of classes.values()) {
        const names = fieldsOf(event);
        if (!names) continue;
        if (columns[STREAM.header] === HEADER.slow) return null;
        streams.add(stream);
        const row = (columns[STREAM.firstEvent] as number) + event.id;
        isWanted[row] = 1;
        const at = row * EVENT_COLUMNS;
        if (!setPlaces(event, names, ops, events.subarray(at, at + EVENT_COLUMNS), forms, row)) return null;
      }
      stream++;
    }
  return { plan: { ...plan, ops: Int32Array.from(ops), events }, forms, isWanted, streams };
}

function setPlaces(
  event: EventClass,
  names: readonly string[],
  ops: number[],
  columns: Int32Array,
  forms: Uint8Array,
  row: number,
): boolean {
  if (names.length > MOST_FIELDS) throw new Error(`more than ${MOST_FIELDS} fields of an event`);
  const fields = names.map((name) => event.payload?.fields.find((field) => field.name === name));
  const wanted = new Set(fields.filter((field) => field !== undefined));
  if ([...wanted].some((field) => plainBits(field) === null)) return false;
  const structs = [event.specificContext, event.payload];
  const layout = compileLayout({ structs, wanted, firstMark: EVENT_MARKS, endsOnByte: true }, ops);
  if (!layout) return false;
  columns[EVENT.bytes] = layout.bytes;
  columns[EVENT.program] = layout.program;
  for (const [index, field] of fields.entries()) {
    const place = field && layout.places.get(field);
    if (!field || place === undefined) continue;
    columns[EVENT.a + index] = place;
    forms[row * MOST_FIELDS + index] = formOf(field);
  }
  return true;
}

function formOf(field: Field): number {
  if (plainBits(field) === 64) return FIELD_FORM.wide;
  return integerOf(field.class)?.isSigned ? FIELD_FORM.signed32 : FIELD_FORM.unsigned32;
}
