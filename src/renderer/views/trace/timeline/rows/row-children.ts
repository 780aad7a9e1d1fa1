import type { TimelineRow } from '@shared/trace-view/timeline-rows';

/** The tree of rows. */
export interface RowTree {
  /** All rows of the trace, by their index. */
  rows: readonly TimelineRow[];
  roots: readonly number[];
  childrenOf: readonly (readonly number[])[];
  /**
   * The row whose lanes a row shows: its only thread for a process with a single one, which then has no row of its own; else the row itself.
   * A process with a memory curve keeps its row.
   */
  lanesOf: Int32Array;
}

/** @param showsTracer whether the tracer's own threads and processes are in the tree */
export function rowTree(rows: readonly TimelineRow[], showsTracer: boolean): RowTree {
  const childrenOf: number[][] = rows.map(() => []);
  const roots: number[] = [];
  rows.forEach(({ parent, isOfTracer }, row) => {
    if (showsTracer || !isOfTracer) (childrenOf[parent] ?? roots).push(row);
  });
  const lanesOf = Int32Array.from(rows, ({ kind, hasMemory }, row) => {
    const [only, ...others] = childrenOf[row] ?? [];
    return kind === 'process' && !hasMemory && only !== undefined && others.length === 0 ? only : row;
  });
  return { rows, roots, childrenOf, lanesOf };
}

/** The row that shows a thread: that of its process if the process is one row. */
export function shownRow({ rows, lanesOf }: RowTree, row: number): number {
  const parent = rows[row]?.parent ?? -1;
  return parent >= 0 && lanesOf[parent] === row ? parent : row;
}
