import type { ViewedTree } from '@shared/trace-view/function-page';
import type { TreeChildren } from './tree-rows';

/** A call of the merged flame graph. Pixels from the left edge; depth 0 is the uppermost row. */
export interface FlameCall {
  node: number;
  x: number;
  width: number;
  depth: number;
}

/** What is narrower is not drawn. */
const LEAST_WIDTH = 1;

/**
 * Lays the tree out: width is total time, children are sorted by it below their caller.
 * @param width of the whole picture in pixels
 */
export function flameLayout(tree: Pick<ViewedTree, 'totalNs'>, children: TreeChildren, width: number): FlameCall[] {
  const roots = children.of(-1);
  const all = roots.reduce((sum, node) => sum + (tree.totalNs[node] ?? 0), 0);
  if (all <= 0) return [];
  const scale = width / all;
  const calls: FlameCall[] = [];
  const stack: { nodes: Int32Array; x: number; depth: number }[] = [{ nodes: roots, x: 0, depth: 0 }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    let { x } = top;
    for (const node of top.nodes) {
      const wide = (tree.totalNs[node] ?? 0) * scale;
      if (wide < LEAST_WIDTH) break; // sorted, so the others are narrower
      calls.push({ node, x, width: wide, depth: top.depth });
      const below = children.of(node);
      if (below.length > 0) stack.push({ nodes: below, x, depth: top.depth + 1 });
      x += wide;
    }
  }
  return calls;
}

/** The call at a point; null beside all calls. */
export const flameCallAt = (calls: readonly FlameCall[], x: number, depth: number): FlameCall | null =>
  calls.find((call) => call.depth === depth && x >= call.x && x < call.x + call.width) ?? null;

/** The call that an arrow key goes to: caller, first callee, or the neighbour in the same row. Null if there is none. */
export function flameNeighbour(
  key: string,
  from: FlameCall,
  calls: readonly FlameCall[],
  { parent }: Pick<ViewedTree, 'parent'>,
): FlameCall | null {
  if (key === 'ArrowUp') return calls.find(({ node }) => node === parent[from.node]) ?? null;
  if (key === 'ArrowDown')
    return calls.find(({ node, depth }) => depth === from.depth + 1 && parent[node] === from.node) ?? null;
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const row = calls.filter(({ depth }) => depth === from.depth).sort((a, b) => a.x - b.x);
  return row[row.findIndex(({ node }) => node === from.node) + (key === 'ArrowRight' ? 1 : -1)] ?? null;
}
