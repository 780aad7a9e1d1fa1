import type { Analysis } from '@reader/analysis/analysis';
import type { TreeDirection, TreeNode } from '@shared/analysis/function-table';
import type { ViewedTree } from '@shared/trace-view/function-page';
import type { TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import { bottomUpTree, type Labels, topDownTree } from '../../analysis/functions/call-trees';
import type { TraceView } from '../opened/trace-view';
import type { CallTools } from '../serving/serve-calls';
import { functionKey } from './function-key';
import { selectedFunctions } from './selected-functions';

const TREES = { 'top-down': topDownTree, 'bottom-up': bottomUpTree } as const satisfies Record<
  TreeDirection,
  (analysis: Analysis, labels: Labels) => TreeNode[]
>;

/** The merged call tree of a range and of rows. Functions with the same name are one node. @throws ReadError */
export async function functionTree(
  view: TraceView,
  { range, rows, direction, limit }: TraceViewArgs<'tree'>,
  tools: CallTools,
): Promise<ViewedTree> {
  const { analysis, functions, processRows } = await selectedFunctions(view, { range, rows }, tools);
  const all = TREES[direction](analysis, (index) => functions[index]?.label);
  const nodes = largestNodes(all, limit);
  const numbers = new Map<string, number>();
  for (const { function: name } of nodes) if (!numbers.has(name)) numbers.set(name, numbers.size);
  const keys = new Map<string, string>();
  for (const one of functions)
    if (one && !keys.has(one.label))
      keys.set(one.label, functionKey(processRows[one.row.process] ?? 0, one.row.address));
  return {
    direction,
    all: all.length,
    parent: Int32Array.from(nodes, ({ parent }) => parent),
    function: Uint32Array.from(nodes, (node) => numbers.get(node.function) ?? 0),
    count: Float64Array.from(nodes, ({ count }) => count),
    totalNs: Float64Array.from(nodes, ({ totalNs }) => totalNs),
    selfNs: Float64Array.from(nodes, ({ selfNs }) => selfNs),
    names: [...numbers.keys()],
    keys: [...numbers.keys()].map((name) => keys.get(name) ?? functionKey(0, 0n)),
  };
}

/** The nodes with the most time whose parents are among them, in their order. */
function largestNodes(all: readonly TreeNode[], limit: number): TreeNode[] {
  if (all.length <= limit) return [...all];
  const kept = new Set<number>();
  const byTime = [...all.keys()].sort((a, b) => (all[b]?.totalNs ?? 0) - (all[a]?.totalNs ?? 0) || a - b);
  for (const index of byTime) {
    const parent = all[index]?.parent ?? -1;
    if (kept.size < limit && (parent < 0 || kept.has(parent))) kept.add(index);
  }
  const newIndex = new Map([...kept].sort((a, b) => a - b).map((index, at) => [index, at]));
  return [...newIndex.keys()].flatMap((index) => {
    const node = all[index];
    return node ? [{ ...node, parent: newIndex.get(node.parent) ?? -1 }] : [];
  });
}
