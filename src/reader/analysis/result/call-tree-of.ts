import type { CallTree, FunctionRow } from '../analysis';
import { ROOT } from '../calls/call-tree';
import type { RawAnalysis } from './raw-analysis';
import { compareText } from './row-order';
import type { ThreadRows } from './thread-rows';

interface Children {
  roots: number[];
  /** By node. */
  of: number[][];
}

/** The functions and the tree in the order of process and address. Nodes come after their parents, depth first. */
export function callTreeOf(raw: RawAnalysis, rows: ThreadRows): { functions: FunctionRow[]; tree: CallTree } {
  const { tree } = raw.records.calls;
  const order = depthFirst(raw, rows);
  const used = new Set(order.map((node) => tree.function[node] as number));
  const { cut } = raw.records.calls;
  for (let index = 0; index < cut.length; index++) if (cut[index]) used.add(index);
  const functions = [...used].map((index) => ({ index, row: functionRow(raw, rows, index) }));
  functions.sort(
    ({ row: one }, { row: other }) => one.process - other.process || compareText(one.address, other.address),
  );
  const rowOf = new Map(functions.map(({ index }, row) => [index, row]));
  const newIndex = new Map(order.map((node, index) => [node, index]));
  const result: CallTree = {
    parent: Int32Array.from(order, (node) => newIndex.get(tree.parent[node] as number) ?? -1),
    process: Uint32Array.from(order, (node) =>
      rows.processOfCalls(raw.functions.process[tree.function[node] as number] ?? -1),
    ),
    function: Uint32Array.from(order, (node) => rowOf.get(tree.function[node] as number) ?? 0),
    count: Float64Array.from(order, (node) => tree.calls[node] as number),
    totalNs: Float64Array.from(order, (node) => tree.totalNs[node] as number),
    selfNs: Float64Array.from(order, (node) => tree.selfNs[node] as number),
  };
  const table = functions.map(({ row }) => row);
  addTimes(result, table);
  return { functions: table, tree: result };
}

function functionRow(raw: RawAnalysis, rows: ThreadRows, index: number): FunctionRow {
  const { calls } = raw.records;
  return {
    process: rows.processOfCalls(raw.functions.process[index] ?? -1),
    address: raw.functions.addresses[raw.functions.address[index] ?? -1] ?? 0n,
    calls: rows.withRow(calls.durations.stats(index)),
    selfNs: 0,
    totalNs: 0,
    cut: calls.cut[index] ?? 0,
  };
}

/** Self time is that of all nodes; total time that of nodes that are not within a call of the same function. */
function addTimes(
  { parent, function: functionOf, totalNs, selfNs }: CallTree,
  functions: readonly FunctionRow[],
): void {
  const path: number[] = [];
  const open = new Map<number, number>();
  for (let node = 0; node < parent.length; node++) {
    const above = parent[node] as number;
    // Depth first: what is not above this node has ended.
    while (path.length > 0 && path.at(-1) !== above) {
      const left = functionOf[path.pop() as number] as number;
      open.set(left, (open.get(left) ?? 0) - 1);
    }
    const index = functionOf[node] as number;
    const row = functions[index];
    const within = open.get(index) ?? 0;
    if (row) {
      row.selfNs += selfNs[node] as number;
      if (within === 0) row.totalNs += totalNs[node] as number;
    }
    open.set(index, within + 1);
    path.push(node);
  }
}

/** @returns the nodes without the roots */
function depthFirst(raw: RawAnalysis, rows: ThreadRows): number[] {
  const children = childrenOf(raw, rows);
  const order: number[] = [];
  const pending = [...children.roots].reverse();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (raw.records.calls.tree.address[node] !== ROOT) order.push(node);
    const below = children.of[node] ?? [];
    for (let at = below.length - 1; at >= 0; at--) pending.push(below[at] as number);
  }
  return order;
}

function childrenOf({ functions, records: { calls } }: RawAnalysis, rows: ThreadRows): Children {
  const { tree } = calls;
  const children: Children = { roots: [], of: [] };
  for (let node = 0; node < tree.count; node++) {
    const parent = tree.parent[node] as number;
    if (parent < 0) children.roots.push(node);
    else if (children.of[parent]) children.of[parent].push(node);
    else children.of[parent] = [node];
  }
  const addressOf = (node: number): bigint => functions.addresses[tree.address[node] as number] ?? 0n;
  for (const siblings of children.of) {
    siblings?.sort((one, other) => compareText(addressOf(one), addressOf(other)));
  }
  const processOf = (root: number): number => rows.processOfCalls(tree.function[root] as number);
  children.roots.sort((one, other) => processOf(one) - processOf(other));
  return children;
}
