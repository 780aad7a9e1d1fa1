import type { TraceRow } from '@shared/model/trace-record';
import type { ColumnId } from './columns';

export interface Sorting {
  key: ColumnId;
  descending: boolean;
}

const words = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Events that are known to be missing; null while not known. */
export function lostOf(row: TraceRow): number | null {
  return row.discardedEvents === null && row.lostPackets === null
    ? null
    : (row.discardedEvents ?? 0) + (row.lostPackets ?? 0);
}

/** What a column is sorted by: a text, a figure, or null for what is not known. */
function sortedBy(row: TraceRow, key: ColumnId): string | number | null {
  switch (key) {
    case 'createdAt': {
      const time = Date.parse(row.createdAt);
      return Number.isNaN(time) ? null : time;
    }
    case 'lost':
      return lostOf(row);
    case 'tags':
      return row.tags.length === 0 ? null : row.tags.join(' ');
    case 'durationMs':
    case 'sizeBytes':
    case 'events':
    case 'exitCode':
      return row[key];
    default:
      return row[key] || null;
  }
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b));

/** A sorted copy; what is not known stands last in both directions, equals stand newest first. */
export function sortRows(rows: readonly TraceRow[], { key, descending }: Sorting): TraceRow[] {
  const keyed = rows.map((row) => ({ row, value: sortedBy(row, key) }));
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

/** Ids begin with the moment at which they were made. */
const newestFirst = (a: TraceRow, b: TraceRow): number => (a.id < b.id ? 1 : a.id > b.id ? -1 : 0);
