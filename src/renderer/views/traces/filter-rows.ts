import type { TraceRow } from '@shared/model/trace-record';

const searched = new WeakMap<TraceRow, string>();

function textOf(row: TraceRow): string {
  const known = searched.get(row);
  if (known !== undefined) return known;
  const text = [row.title, row.engine, row.image, row.command, row.state, row.id, ...row.tags]
    .join('\n')
    .toLocaleLowerCase();
  searched.set(row, text);
  return text;
}

/** The rows that hold every word of the query somewhere. */
export function filterRows(rows: readonly TraceRow[], query: string): readonly TraceRow[] {
  const wanted = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return wanted.length === 0 ? rows : rows.filter((row) => wanted.every((word) => textOf(row).includes(word)));
}
