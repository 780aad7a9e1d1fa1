import type { Analysis } from '@reader/analysis/analysis';
import type { TreeNode } from '@shared/analysis/function-table';

/** A deeper path is cut; its time is in the last node that is kept. */
const DEEPEST = 200;
const MOST_NODES = 200_000;

interface Growing {
  children: Map<string, Growing>;
  index: number;
}

/** A tree under construction: calls of the same function below the same node are one node. */
class MergedTree {
  readonly nodes: TreeNode[] = [];
  readonly root: Growing = { children: new Map(), index: -1 };

  /** @returns the parent itself when the tree is full */
  child(parent: Growing, label: string): Growing {
    const known = parent.children.get(label);
    if (known) return known;
    if (this.nodes.length >= MOST_NODES) return parent;
    const child = { children: new Map(), index: this.nodes.length };
    this.nodes.push({ parent: parent.index, function: label, count: 0, totalNs: 0, selfNs: 0 });
    parent.children.set(label, child);
    return child;
  }

  add({ index }: Growing, count: number, totalNs: number, selfNs: number): void {
    const node = this.nodes[index];
    if (!node) return;
    node.count += count;
    node.totalNs += totalNs;
    node.selfNs += selfNs;
  }
}

/** Label of a function by its index in the analysis; undefined: not selected. */
export type Labels = (functionIndex: number) => string | undefined;

/** Who calls whom, beginning at the calls without a known caller, over all selected processes. */
export function topDownTree({ tree }: Pick<Analysis, 'tree'>, labels: Labels): TreeNode[] {
  const merged = new MergedTree();
  const grown: (Growing | undefined)[] = [];
  const depths = new Uint32Array(tree.parent.length);
  for (const [index, parent] of tree.parent.entries()) {
    const label = labels(tree.function[index] ?? -1);
    const above = parent < 0 ? merged.root : grown[parent];
    if (label === undefined || !above) continue;
    const depth = parent < 0 ? 0 : (depths[parent] ?? 0) + 1;
    depths[index] = depth;
    const node = depth >= DEEPEST ? above : merged.child(above, label);
    grown[index] = node;
    const selfNs = tree.selfNs[index] ?? 0;
    // The time of a call below the limit is in a node above, which already has its total.
    if (node === above) merged.add(node, 0, 0, selfNs);
    else merged.add(node, tree.count[index] ?? 0, tree.totalNs[index] ?? 0, selfNs);
  }
  return merged.nodes;
}

/** Who was called by whom, beginning at each function: the self time of a function by its chains of callers. */
export function bottomUpTree({ tree }: Pick<Analysis, 'tree'>, labels: Labels): TreeNode[] {
  const merged = new MergedTree();
  for (let index = 0; index < tree.parent.length; index += 1) {
    const [count, selfNs] = [tree.count[index] ?? 0, tree.selfNs[index] ?? 0];
    let node = merged.root;
    let depth = 0;
    for (let at = index; at >= 0 && depth < DEEPEST; at = tree.parent[at] ?? -1) {
      const label = labels(tree.function[at] ?? -1);
      if (label === undefined) break;
      const caller = merged.child(node, label);
      if (caller === node) break; // the tree is full
      node = caller;
      merged.add(node, count, selfNs, depth === 0 ? selfNs : 0);
      depth += 1;
    }
  }
  return merged.nodes;
}
