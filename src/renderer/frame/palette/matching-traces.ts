import type { TraceRow } from '@shared/model/trace-record';

const MOST = 50;

/** Finds the newest traces whose title or command contains every word. `rows` are newest first. */
export function matchingTraces(rows: readonly TraceRow[], query: string): TraceRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: TraceRow[] = [];
  for (const row of rows) {
    const text = `${row.title} ${row.command} ${row.id}`.toLowerCase();
    if (words.every((word) => text.includes(word))) found.push(row);
    if (found.length === MOST) break;
  }
  return found;
}
