import type { TraceRow } from '@shared/model/trace-record';

export const SORT_KEYS = ['title', 'createdAt', 'engine', 'durationMs', 'sizeBytes', 'events', 'lost'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

const words = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Events that are known to be missing; null while not known. */
export function lostOf(row: TraceRow): number | null {
  return row.discardedEvents === null && row.lostPackets === null
    ? null
    : (row.discardedEvents ?? 0) + (row.lostPackets ?? 0);
}

const figureOf = (row: TraceRow, key: Exclude<SortKey, 'title' | 'engine' | 'createdAt'>): number | null =>
  key === 'lost' ? lostOf(row) : row[key];

function compare(a: TraceRow, b: TraceRow, key: SortKey): number {
  if (key === 'title') return words.compare(a.title, b.title);
  if (key === 'engine') return words.compare(a.engine, b.engine);
  if (key === 'createdAt') return Date.parse(a.createdAt) - Date.parse(b.createdAt);
  return (figureOf(a, key) ?? 0) - (figureOf(b, key) ?? 0);
}

const isUnknown = (row: TraceRow, key: SortKey): boolean => {
  if (key === 'title' || key === 'engine') return false;
  return key === 'createdAt' ? Number.isNaN(Date.parse(row.createdAt)) : figureOf(row, key) === null;
};

/** A sorted copy; what is not known stands last in both directions, equals stand newest first. */
export function sortRows(rows: readonly TraceRow[], key: SortKey, descending: boolean): TraceRow[] {
  return rows.toSorted((a, b) => {
    const unknown = Number(isUnknown(a, key)) - Number(isUnknown(b, key));
    if (unknown !== 0) return unknown;
    const order = isUnknown(a, key) ? 0 : compare(a, b, key);
    return (descending ? -order : order) || words.compare(b.id, a.id);
  });
}
