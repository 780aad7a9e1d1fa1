import { type ColumnId, TRACE_COLUMNS } from '@shared/model/trace-columns';
import type { TraceRow } from '@shared/model/trace-record';

export interface Sorting {
  key: ColumnId;
  descending: boolean;
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));

/** Returns a sorted copy. Unknown values come last in both directions; equal rows are ordered newest first. */
export function sortRows(rows: readonly TraceRow[], { key, descending }: Sorting): TraceRow[] {
  const { sortBy } = TRACE_COLUMNS[key];
  const keyed = rows.map((row) => ({ row, value: sortBy(row) }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) {
      const unknown = Number(a.value === null) - Number(b.value === null);
      return unknown || newestFirst(a.row, b.row);
    }
    const order = compare(a.value, b.value);
    return (descending ? -order : order) || newestFirst(a.row, b.row);
  });
  return keyed.map(({ row }) => row);
}

/** Ids start with the time of their creation. */
const newestFirst = (a: TraceRow, b: TraceRow): number => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
