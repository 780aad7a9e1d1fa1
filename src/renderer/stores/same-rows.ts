import type { TraceRow } from '@shared/model/trace-record';

const FIGURES = [
  'title',
  'state',
  'createdAt',
  'engine',
  'image',
  'command',
  'durationMs',
  'sizeBytes',
  'events',
  'discardedEvents',
  'lostPackets',
  'exitCode',
  'warnings',
  'notes',
  'problem',
] as const satisfies readonly (keyof TraceRow)[];

const isSame = (a: TraceRow, b: TraceRow): boolean =>
  FIGURES.every((key) => a[key] === b[key]) &&
  a.tags.length === b.tags.length &&
  a.tags.every((tag, at) => tag === b.tags[at]);

/**
 * The list as it was just read, with the very objects of the list before wherever nothing changed: what was put
 * together for searching them, and what stands on the page, stays as it is.
 */
export function keepSameRows(before: readonly TraceRow[], now: readonly TraceRow[]): TraceRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return now.map((row) => {
    const old = known.get(row.id);
    return old && isSame(old, row) ? old : row;
  });
}
