import type { ViewedTree } from '@shared/trace-view/function-page';

/** A node of the merged call tree, as the grid shows it. */
export interface TreeRow {
  node: number;
  /** The same for the same chain of callers, whatever the range. */
  id: string;
  depth: number;
  /** Null without children. */
  isOpen: boolean | null;
}

/** Children of each node, the most time first. The roots are at index -1, as `childrenOf(-1)`. */
export class TreeChildren {
  readonly #first: Int32Array;
  readonly #nodes: Int32Array;

  constructor({ parent, totalNs }: Pick<ViewedTree, 'parent' | 'totalNs'>) {
    const first = new Int32Array(parent.length + 2);
    for (const up of parent) first[up + 2] = (first[up + 2] ?? 0) + 1;
    for (let at = 1; at < first.length; at += 1) first[at] = (first[at] ?? 0) + (first[at - 1] ?? 0);
    const next = first.slice();
    const nodes = new Int32Array(parent.length);
    for (const [node, up] of parent.entries()) {
      const place = next[up + 1] ?? 0;
      nodes[place] = node;
      next[up + 1] = place + 1;
    }
    for (let at = 0; at + 1 < first.length; at += 1)
      nodes.subarray(first[at], first[at + 1]).sort((a, b) => (totalNs[b] ?? 0) - (totalNs[a] ?? 0) || a - b);
    this.#first = first;
    this.#nodes = nodes;
  }

  /** @param node -1 for the roots */
  of(node: number): Int32Array {
    return this.#nodes.subarray(this.#first[node + 1], this.#first[node + 2]);
  }
}

/**
 * Names the chains of callers by short ids, so that a branch stays open when the tree is asked for again. A chain can be
 * thousands of calls deep, so its text is never built.
 */
export class ChainIds {
  readonly #ids = new Map<string, number>();

  of({ parent, function: functions, keys }: Pick<ViewedTree, 'parent' | 'function' | 'keys'>): Uint32Array {
    const ids = new Uint32Array(parent.length);
    for (let node = 0; node < parent.length; node += 1) {
      const up = parent[node] ?? -1;
      const chain = `${up < 0 ? 0 : ids[up]} ${keys[functions[node] ?? 0] ?? ''}`;
      const id = this.#ids.get(chain) ?? this.#ids.size + 1;
      this.#ids.set(chain, id);
      ids[node] = id;
    }
    return ids;
  }
}

/** The nodes that are shown: the roots, and the children of open nodes. */
export function shownNodes(children: TreeChildren, ids: Uint32Array, open: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const stack = [...children.of(-1)].reverse().map((node) => ({ node, depth: 0 }));
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, depth } = top;
    const below = children.of(node);
    const id = String(ids[node]);
    const isOpen = below.length === 0 ? null : open.has(id);
    rows.push({ node, id, depth, isOpen });
    if (isOpen)
      for (let at = below.length - 1; at >= 0; at -= 1) stack.push({ node: below[at] ?? 0, depth: depth + 1 });
  }
  return rows;
}

/** The branch with the most time, which is open at first. At most `most` levels. */
export function heaviestBranch(children: TreeChildren, ids: Uint32Array, most = 12): Set<string> {
  const open = new Set<string>();
  let [node] = children.of(-1);
  while (node !== undefined && open.size < most) {
    open.add(String(ids[node]));
    [node] = children.of(node);
  }
  return open;
}
