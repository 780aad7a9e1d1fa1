import type { TraceRow } from '@shared/model/trace-record';

/** Compares every property of the rows, lists by their items. */
function isSame(a: TraceRow, b: TraceRow): boolean {
  const keys = Object.keys(a) as (keyof TraceRow)[];
  return keys.length === Object.keys(b).length && keys.every((key) => isSameValue(a[key], b[key]));
}

function isSameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => item === b[at]);
  return a === b;
}

/**
 * The rows just read, with the object of the previous list wherever nothing changed: prepared search texts and
 * rendered rows stay valid.
 */
export function keepSameRows(before: readonly TraceRow[], now: readonly TraceRow[]): TraceRow[] {
  const known = new Map(before.map((row) => [row.id, row]));
  return now.map((row) => {
    const old = known.get(row.id);
    return old && isSame(old, row) ? old : row;
  });
}
