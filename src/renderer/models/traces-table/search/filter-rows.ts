import type { TraceRow } from '@shared/model/trace-record';
import type { Query } from './parse-query';

/** Rows are immutable, so the search text of each is built once. */
const searched = new WeakMap<TraceRow, string>();

function textOf(row: TraceRow): string {
  const known = searched.get(row);
  if (known !== undefined) return known;
  const parts = [row.title, row.engine, row.image, row.command, row.state, row.id, row.notes, ...row.tags];
  const text = parts.join('\n').toLowerCase();
  searched.set(row, text);
  return text;
}

/** Builds the search texts, so that they are ready at the first key press. */
export function prepareSearch(rows: readonly TraceRow[]): void {
  for (const row of rows) textOf(row);
}

/** Returns the rows that contain every word and pass every test, in one pass and in their order. */
export function filterRows(rows: readonly TraceRow[], { words, tests }: Query): readonly TraceRow[] {
  if (words.length === 0 && tests.length === 0) return rows;
  return rows.filter((row) => {
    if (words.length > 0) {
      const text = textOf(row);
      for (const word of words) if (!text.includes(word)) return false;
    }
    for (const test of tests) if (!test(row)) return false;
    return true;
  });
}
