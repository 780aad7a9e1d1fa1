import type { TimelineRow } from '@shared/trace-view/timeline-rows';
import type { PlotRow } from '../../drawing/plot/plot-scene';
import type { RowTree } from '../rows/row-children';
import type { SeenRow } from '../rows/rows-in-sight';

/** The rows in sight as the drawing needs them. */
export function plotRows(tree: RowTree, rows: readonly SeenRow[]): PlotRow[] {
  return rows.map(({ row, kind, top, height, lanesOf, isExpanded, callLevels, place }) => {
    const { hasSyscalls, hasStates } = tree.rows[lanesOf] as TimelineRow;
    const isThread = kind === 'thread' || lanesOf !== row;
    const cpus = kind === 'cpus' ? (tree.childrenOf[row] ?? []) : kind === 'cpu' ? [row] : [];
    return {
      row,
      kind,
      y: top,
      height,
      isOpen: isThread && isExpanded === true,
      lanesOf,
      callLevels,
      hasSyscalls,
      hasStates,
      threads: kind === 'container' ? mostRunning(tree, row) : 0,
      isPinned: place === 'pinned',
      cpus: cpus.map((cpu) => ({ row: cpu, number: tree.rows[cpu]?.number ?? null })),
    };
  });
}

/** How many threads of a container can run at once: all of them, and at most one on each CPU. */
function mostRunning(tree: RowTree, row: number): number {
  const cpus = tree.rows.filter(({ kind }) => kind === 'cpu').length;
  return cpus === 0 ? threadsBelow(tree, row) : Math.min(cpus, threadsBelow(tree, row));
}

function threadsBelow({ childrenOf, rows }: RowTree, row: number): number {
  const children = childrenOf[row] ?? [];
  return children.reduce((threads, child) => {
    return threads + (rows[child]?.kind === 'thread' ? 1 : (childrenOf[child]?.length ?? 0));
  }, 0);
}

/** The rows whose lanes and curves are in sight. */
export const pictureRows = (rows: readonly PlotRow[]): number[] =>
  rows.flatMap(({ row, lanesOf, cpus }) => (cpus.length > 0 ? cpus.map((cpu) => cpu.row) : [row, lanesOf]));
