import { NO_FUNCTION } from '../../scan/records';
import { DurationTable } from '../duration-table';
import { SPAN_END, type SpanEnd, type SpanSink } from '../spans/span-sink';
import type { AnalysedThread } from '../threads/analysed-thread';
import { type CallStack, MAX_DEPTH } from './call-stack';
import { CallTreeBuilder } from './call-tree';
import type { FunctionTable } from './function-table';

/**
 * After so many steps without a match, only the innermost calls are searched for the entry of an exit. Damaged or hostile data would
 * otherwise take unlimited time.
 */
const MAX_SEARCH = 2 ** 26;
const SHORT_SEARCH = 64;

/**
 * Matches entries with exits.
 *
 * An exit pops the innermost call if it is of the same function, or if the event names none. Otherwise it ends the innermost open call
 * of its function, and all calls inside that one are cut at this time: longjmp, an exception, or exits that were lost. An exit of a
 * function that is not open has no entry.
 *
 * A cut call counts in the tree and in self and total time, but not in the statistics of durations.
 */
export class CallAnalysis {
  tree: CallTreeBuilder;
  durations = new DurationTable();
  /** Calls that were cut, by function. */
  cut: number[] = [];
  exitsWithoutEntry = 0;
  spans: SpanSink | null = null;

  constructor(private readonly functions: FunctionTable) {
    this.tree = this.#newTree();
  }

  enter(thread: AnalysedThread, timeNs: number, address: number): void {
    const { stack, process } = thread;
    if (stack.depth === MAX_DEPTH) {
      stack.ignored++;
      this.#countCut(this.functions.find(process, address));
      return;
    }
    const { tree } = this;
    const parent = stack.depth > 0 ? (stack.node[stack.depth - 1] as number) : tree.root(process);
    stack.push(tree.child(parent, process, address), address, timeNs);
  }

  exit(thread: AnalysedThread, timeNs: number, address: number): void {
    const { stack } = thread;
    if (stack.ignored > 0) {
      stack.ignored--;
      return;
    }
    const top = stack.depth - 1;
    if (top >= 0 && (address === NO_FUNCTION || stack.address[top] === address)) {
      this.#pop(thread, timeNs, false);
      return;
    }
    const found = address === NO_FUNCTION ? -1 : this.#search(stack, address);
    if (found < 0) {
      this.exitsWithoutEntry++;
      return;
    }
    while (stack.depth > found + 1) this.#pop(thread, timeNs, true);
    this.#pop(thread, timeNs, false);
  }

  /** All open calls of the thread end: it executes another program, or ends. */
  endAll(thread: AnalysedThread, timeNs: number): void {
    while (thread.stack.depth > 0) this.#pop(thread, timeNs, true);
    thread.stack.ignored = 0;
  }

  /** At the end of the range: counts open calls until the thread's last event. */
  closeAll(thread: AnalysedThread): void {
    const { stack } = thread;
    while (stack.depth > 0) {
      const beginNs = stack.beginNs[stack.depth - 1] as number;
      this.#pop(thread, Math.max(beginNs, thread.lastNs), true, SPAN_END.open);
    }
  }

  /** Forgets what was counted. Open calls count from this time on. */
  restart(threads: Iterable<AnalysedThread>, fromNs: number): void {
    this.tree = this.#newTree();
    this.durations = new DurationTable();
    this.cut = [];
    this.exitsWithoutEntry = 0;
    for (const { stack, process, lastLossNs } of threads) {
      if (stack.depth === 0) continue;
      stack.clip(fromNs, lastLossNs);
      let node = this.tree.root(process);
      for (let at = 0; at < stack.depth; at++) {
        node = this.tree.child(node, process, stack.address[at] as number);
        stack.node[at] = node;
      }
    }
  }

  #newTree(): CallTreeBuilder {
    return new CallTreeBuilder((process, address) => this.functions.find(process, address));
  }

  #search(stack: CallStack, address: number): number {
    const last = stack.searched < MAX_SEARCH ? 0 : Math.max(0, stack.depth - SHORT_SEARCH);
    for (let at = stack.depth - 2; at >= last; at--) if (stack.address[at] === address) return at;
    stack.searched += stack.depth - last;
    return -1;
  }

  #pop(thread: AnalysedThread, endNs: number, isCut: boolean, end: SpanEnd = SPAN_END.cut): void {
    const { stack } = thread;
    const at = --stack.depth;
    const node = stack.node[at] as number;
    const beginNs = stack.beginNs[at] as number;
    const durationNs = endNs - beginNs;
    this.tree.add(node, durationNs, durationNs - (stack.childNs[at] as number));
    if (at > 0) stack.childNs[at - 1] = (stack.childNs[at - 1] as number) + durationNs;
    const functionIndex = this.tree.function[node] as number;
    if (isCut || at < stack.cutBelow) this.#countCut(functionIndex);
    else this.durations.add(functionIndex, durationNs, beginNs, thread.index, thread.tid);
    if (this.spans) {
      const spanEnd = isCut || at < stack.lostBelow ? end : SPAN_END.known;
      const childNs = stack.childNs[at] as number;
      this.spans.addCall(thread, at, functionIndex, stack.openedAt(at), endNs, spanEnd, childNs);
    }
    if (stack.cutBelow > at) stack.cutBelow = at;
    if (stack.lostBelow > at) stack.lostBelow = at;
    if (stack.clippedBelow > at) stack.clippedBelow = at;
  }

  #countCut(functionIndex: number): void {
    this.cut[functionIndex] = (this.cut[functionIndex] ?? 0) + 1;
  }
}
