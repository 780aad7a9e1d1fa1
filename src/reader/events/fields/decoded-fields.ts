import type { EventClass } from '../../schema/trace-schema';
import type { TraceReading } from '../../trace-reading';
import type { DecodedEvent, FieldValue } from '../event';
import { readEvents } from '../read-events';
import { FieldColumns } from './field-columns';
import { type FieldBatch, type FieldRequest, MOST_FIELDS } from './field-request';

/** As `readFields`, with the decoder: for streams whose layout cannot be walked over. */
export function* decodedFields(
  reading: TraceReading,
  { fieldsOf, range }: FieldRequest,
): Generator<{ batch: FieldBatch; share: number }> {
  const classes = new Map(reading.eventClasses.map((row, index) => [row.class, index]));
  const columns = new FieldColumns();
  const select = (event: EventClass): boolean => fieldsOf(event) !== null;
  const { lengthNs } = reading.span;
  const { fromNs, toNs } = { fromNs: 0, toNs: lengthNs, ...range };
  for (const events of readEvents(reading, { select, ...(range && { range }) })) {
    for (const event of events)
      add(columns, event, fieldsOf(event.eventClass) ?? [], classes.get(event.eventClass) ?? 0);
    const lastNs = events.at(-1)?.timeNs ?? fromNs;
    const share = Math.min(1, (lastNs - fromNs) / Math.max(1, Math.min(toNs, lengthNs) - fromNs));
    yield { batch: columns.take(), share };
  }
}

function add(columns: FieldColumns, event: DecodedEvent, names: readonly string[], eventClass: number): void {
  const at = columns.add();
  const context = (name: string): number => numberOf(event.commonContext.get(name) ?? event.specificContext.get(name));
  columns.timeNs[at] = event.timeNs;
  columns.eventClass[at] = eventClass;
  columns.cpu[at] = event.cpu;
  columns.pidNs[at] = orElse(context('pid_ns'), 0);
  columns.vpid[at] = orElse(context('vpid'), -1);
  columns.vtid[at] = orElse(context('vtid'), -1);
  for (let field = 0; field < MOST_FIELDS; field++) {
    const name = names[field];
    columns.values[at * MOST_FIELDS + field] = name === undefined ? Number.NaN : numberOf(event.payload.get(name));
  }
}

/** NaN for what is no number. */
function numberOf(value: FieldValue | undefined): number {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value);
  const isLabelled = typeof value === 'object' && value !== null && 'labels' in value;
  return isLabelled ? Number(value.value) : Number.NaN;
}

const orElse = (value: number, other: number): number => (Number.isNaN(value) ? other : value);
