import { grown } from '../../grown';
import { HASH_FACTOR, SECOND_HASH_FACTOR } from '../../hash-secret';

/** Further paths of calls are added to the function's node below the process, so their times still count for the function. */
export const MAX_NODES = 2 ** 20;
const FIRST_NODES = 256;
/** The address of a node for a whole process. */
export const ROOT = -1;

/** Finds the index of a function in the table of functions. */
export type FindFunction = (process: number, address: number) => number;

/** The merged calls of all threads, a node for each path of calls from the root of its process. */
export class CallTreeBuilder {
  count = 0;
  parent = new Int32Array(FIRST_NODES);
  /** Index of the address over the whole trace; ROOT for a process. */
  address = new Int32Array(FIRST_NODES);
  /** Index of the function; of the process for a root. */
  function = new Uint32Array(FIRST_NODES);
  calls = new Float64Array(FIRST_NODES);
  totalNs = new Float64Array(FIRST_NODES);
  selfNs = new Float64Array(FIRST_NODES);
  /** The child that was found last; 0 for none, since node 0 is a root. */
  #lastChild = new Int32Array(FIRST_NODES);
  /** Index + 1 of a node by the hash of parent and address; 0: free. */
  #slots = new Uint32Array(4 * FIRST_NODES);
  readonly #roots = new Map<number, number>();

  constructor(private readonly findFunction: FindFunction) {}

  root(process: number): number {
    const known = this.#roots.get(process);
    if (known !== undefined) return known;
    const root = this.#append(-1, ROOT, process);
    this.#roots.set(process, root);
    return root;
  }

  /** @returns the node for a call of the function from this node */
  child(parent: number, process: number, address: number): number {
    const last = this.#lastChild[parent] as number;
    if (last !== 0 && this.address[last] === address) return last;
    const child = this.#find(parent, process, address);
    this.#lastChild[parent] = child;
    return child;
  }

  add(node: number, totalNs: number, selfNs: number): void {
    this.calls[node] = (this.calls[node] as number) + 1;
    this.totalNs[node] = (this.totalNs[node] as number) + totalNs;
    this.selfNs[node] = (this.selfNs[node] as number) + selfNs;
  }

  #find(parent: number, process: number, address: number): number {
    const slot = this.#slotOf(parent, address);
    const known = (this.#slots[slot] as number) - 1;
    if (known >= 0) return known;
    const root = this.root(process);
    if (this.count >= MAX_NODES && parent !== root) return this.#find(root, process, address);
    const node = this.#append(parent, address, this.findFunction(process, address));
    // `root` and `#append` may have moved the slots.
    this.#slots[this.#slotOf(parent, address)] = node + 1;
    return node;
  }

  /** @returns where the node is, or the free slot where it belongs */
  #slotOf(parent: number, address: number): number {
    const mask = this.#slots.length - 1;
    const mixed = Math.imul(parent ^ Math.imul(address, SECOND_HASH_FACTOR), HASH_FACTOR);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    for (;;) {
      const node = (this.#slots[slot] as number) - 1;
      if (node < 0 || (this.parent[node] === parent && this.address[node] === address)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #append(parent: number, address: number, functionIndex: number): number {
    const node = this.count++;
    if (node === this.parent.length) this.#grow();
    this.parent[node] = parent;
    this.address[node] = address;
    this.function[node] = functionIndex;
    return node;
  }

  #grow(): void {
    const nodes = this.parent.length * 2;
    this.parent = grown(this.parent, new Int32Array(nodes));
    this.address = grown(this.address, new Int32Array(nodes));
    this.function = grown(this.function, new Uint32Array(nodes));
    this.calls = grown(this.calls, new Float64Array(nodes));
    this.totalNs = grown(this.totalNs, new Float64Array(nodes));
    this.selfNs = grown(this.selfNs, new Float64Array(nodes));
    this.#lastChild = grown(this.#lastChild, new Int32Array(nodes));
    this.#slots = new Uint32Array(4 * nodes);
    for (let node = 0; node < this.count - 1; node++) {
      const address = this.address[node] as number;
      if (address !== ROOT) this.#slots[this.#slotOf(this.parent[node] as number, address)] = node + 1;
    }
  }
}
