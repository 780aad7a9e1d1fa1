import { clear, insert, KeyMap, lookUp } from './key-map';
import { addRow, Row, Table } from './table';

/** The merged calls of all threads, as `analysis/calls/call-tree.ts` keeps them. */
@unmanaged
export class CallTree {
  nodes: Table;
  /** Nodes by parent and address. */
  children: KeyMap;
  /** By process: index + 1 of its root; 4 bytes each. */
  roots: Table;
  /** Pairs of process and address; 4 bytes each. */
  functions: Table;
  /** Functions by process and address. */
  functionIndexes: KeyMap;
}

@unmanaged
export class CallNode {
  /** -1 for the root of a process. */
  parent: i32;
  /** Index of the address over the whole trace; -1 for the root of a process. */
  address: i32;
  /** Index of the function; of the process for a root. */
  function: u32;
  /** The child that was found last; 0 for none, since node 0 is a root. */
  lastChild: u32;
  calls: f64;
  totalNs: f64;
  selfNs: f64;
}

export class NodeAt {
  /** Valid until a node is added. */
  @inline
  static index(tree: CallTree, index: u32): CallNode {
    return changetype<CallNode>(tree.nodes.at + <usize>index * offsetof<CallNode>());
  }
}

/** MAX_NODES of `analysis/calls/call-tree.ts`. */
const MAX_NODES: u32 = 1048576;
export const NO_NODE: u32 = 0xffffffff;

/** Forgets all nodes. Functions keep their indexes. */
export function clearTree(tree: CallTree): void {
  tree.nodes.count = 0;
  tree.roots.count = 0;
  clear(tree.children);
}

/** The root of a process. @returns NO_NODE if there is no memory */
export function rootOf(tree: CallTree, process: u32): u32 {
  const roots = tree.roots;
  while (roots.count <= process) if (!addRow(roots)) return NO_NODE;
  const known = load<u32>(Row.at(roots, process));
  if (known !== 0) return known - 1;
  const root = appendNode(tree, -1, -1, process);
  if (root !== NO_NODE) store<u32>(Row.at(roots, process), root + 1);
  return root;
}

export class Child {
  /** The node for a call of the address from this node. @returns NO_NODE if there is no memory */
  @inline
  static of(tree: CallTree, parent: u32, process: u32, address: u32): u32 {
    const last = NodeAt.index(tree, parent).lastChild;
    return last !== 0 && NodeAt.index(tree, last).address === <i32>address
      ? last
      : otherChild(tree, parent, process, address);
  }
}

function otherChild(tree: CallTree, parent: u32, process: u32, address: u32): u32 {
  const child = findChild(tree, parent, process, address);
  if (child !== NO_NODE) NodeAt.index(tree, parent).lastChild = child;
  return child;
}

function findChild(tree: CallTree, parent: u32, process: u32, address: u32): u32 {
  const key = ((<u64>parent) << 32) | <u64>address;
  const known = lookUp(tree.children, key);
  if (known !== 0) return known - 1;
  const root = rootOf(tree, process);
  if (root === NO_NODE) return NO_NODE;
  if (tree.nodes.count >= MAX_NODES && parent !== root) return findChild(tree, root, process, address);
  const index = functionIndex(tree, process, address);
  if (index === NO_NODE) return NO_NODE;
  const node = appendNode(tree, <i32>parent, <i32>address, index);
  return node !== NO_NODE && insert(tree.children, key, node) ? node : NO_NODE;
}

/** The index of a function; adds it if it is new. @returns NO_NODE if there is no memory */
export function functionIndex(tree: CallTree, process: u32, address: u32): u32 {
  const key = ((<u64>process) << 32) | <u64>address;
  const known = lookUp(tree.functionIndexes, key);
  if (known !== 0) return known - 1;
  const functions = tree.functions;
  const index = functions.count;
  if (!addRow(functions) || !insert(tree.functionIndexes, key, index)) return NO_NODE;
  store<u32>(Row.at(functions, index), process);
  store<u32>(Row.at(functions, index), address, 4);
  return index;
}

function appendNode(tree: CallTree, parent: i32, address: i32, functionOrProcess: u32): u32 {
  const index = tree.nodes.count;
  if (!addRow(tree.nodes)) return NO_NODE;
  const node = NodeAt.index(tree, index);
  node.parent = parent;
  node.address = address;
  node.function = functionOrProcess;
  return index;
}
