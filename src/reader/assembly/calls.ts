import { AnalysedThread, FRAME_BYTES, Frame, FrameAt, growFrames } from './analysed-thread';
import { Analysis } from './analysis';
import { CallTree, Child, functionIndex, NO_NODE, NodeAt, rootOf } from './call-tree';
import { addDuration, Duration, provideDurations } from './duration-rows';
import { drawCall } from './picture-spans';
import { NO_OPERAND } from './plan-rows';
import { addRow, Row } from './table';

/** MAX_DEPTH of `analysis/calls/call-stack.ts`. */
const MAX_DEPTH: u32 = 65535;
/** MAX_SEARCH and SHORT_SEARCH of `analysis/calls/call-analysis.ts`. */
const MAX_SEARCH: u32 = 67108864;
const SHORT_SEARCH: u32 = 64;
const NOT_FOUND: u32 = 0xffffffff;

/**
 * Entries and exits of most calls: the node and the row of statistics exist, and nothing is cut. Part of the loop over records, since
 * most traces have millions of calls.
 */
export class Call {
  /** @returns false if nothing was done, and `enterCall` must be called */
  @inline
  static enter(tree: CallTree, thread: AnalysedThread, time: f64, address: u32): bool {
    const depth = thread.depth;
    if (depth === 0 || depth >= thread.capacity || depth >= MAX_DEPTH) return false;
    const frame = FrameAt.index(thread, depth);
    const parent = changetype<Frame>(changetype<usize>(frame) - FRAME_BYTES).node;
    const node = NodeAt.index(tree, parent).lastChild;
    if (node === 0 || NodeAt.index(tree, node).address !== <i32>address) return false;
    frame.node = node;
    frame.address = address;
    frame.beginNs = time;
    frame.childNs = 0;
    thread.depth = depth + 1;
    return true;
  }

  /** @returns false if nothing was done, and `exitCall` must be called */
  @inline
  static exit(analysis: Analysis, thread: AnalysedThread, time: f64, address: u32): bool {
    const at = thread.depth - 1;
    // Of depth 0 this is not true either, as a number without sign.
    if (at >= thread.capacity || at < thread.cutBelow || thread.ignored > 0) return false;
    const frame = FrameAt.index(thread, at);
    if (address !== NO_OPERAND && frame.address !== address) return false;
    const node = NodeAt.index(analysis.tree, frame.node);
    const duration = time - frame.beginNs;
    if (!Duration.add(analysis.durations, node.function, duration)) return false;
    thread.depth = at;
    node.calls += 1;
    node.totalNs += duration;
    node.selfNs += duration - frame.childNs;
    if (at > 0) {
      const outer = changetype<Frame>(changetype<usize>(frame) - FRAME_BYTES);
      outer.childNs += duration;
    }
    if (thread.picture !== 0) drawCall(thread, at, node.function, frame.beginNs, time, false);
    return true;
  }
}

/** Matches entries with exits by the rules of `analysis/calls/call-analysis.ts`. Answers are false if there is no memory. */
export function enterCall(analysis: Analysis, thread: AnalysedThread, time: f64, address: u32): bool {
  const tree = analysis.tree;
  const process = thread.process;
  const depth = thread.depth;
  if (depth === MAX_DEPTH) {
    thread.ignored++;
    const index = functionIndex(tree, process, address);
    return index !== NO_NODE && countCut(analysis, index);
  }
  const parent = depth > 0 ? FrameAt.index(thread, depth - 1).node : rootOf(tree, process);
  if (parent === NO_NODE) return false;
  const node = Child.of(tree, parent, process, address);
  if (node === NO_NODE || (depth === thread.capacity && !growFrames(thread))) return false;
  const frame = FrameAt.index(thread, depth);
  frame.node = node;
  frame.address = address;
  frame.beginNs = time;
  frame.childNs = 0;
  thread.depth = depth + 1;
  return true;
}

export function exitCall(analysis: Analysis, threadIndex: u32, thread: AnalysedThread, time: f64, address: u32): bool {
  if (thread.ignored > 0) {
    thread.ignored--;
    return true;
  }
  const depth = thread.depth;
  if (depth > 0 && (address === NO_OPERAND || FrameAt.index(thread, depth - 1).address === address))
    return popCall(analysis, threadIndex, thread, time, false);
  const found = address === NO_OPERAND ? NOT_FOUND : search(thread, address);
  if (found === NOT_FOUND) {
    analysis.exitsWithoutEntry++;
    return true;
  }
  while (thread.depth > found + 1) if (!popCall(analysis, threadIndex, thread, time, true)) return false;
  return popCall(analysis, threadIndex, thread, time, false);
}

/** All open calls of the thread end. */
export function endAllCalls(analysis: Analysis, threadIndex: u32, thread: AnalysedThread, time: f64): bool {
  while (thread.depth > 0) if (!popCall(analysis, threadIndex, thread, time, true)) return false;
  thread.ignored = 0;
  return true;
}

/** At the end of the range: open calls last until the thread's last event. */
export function closeAllCalls(analysis: Analysis, threadIndex: u32, thread: AnalysedThread): bool {
  while (thread.depth > 0) {
    const begin = FrameAt.index(thread, thread.depth - 1).beginNs;
    const end = begin > thread.lastNs ? begin : thread.lastNs;
    if (!popCall(analysis, threadIndex, thread, end, true)) return false;
  }
  return true;
}

/** Open calls count from this time on, and as cut, in a tree that was cleared. */
export function restartCalls(analysis: Analysis, thread: AnalysedThread, from: f64): bool {
  if (thread.depth === 0) return true;
  let node = rootOf(analysis.tree, thread.process);
  for (let at: u32 = 0; at < thread.depth; at++) {
    if (node === NO_NODE) return false;
    const frame = FrameAt.index(thread, at);
    node = Child.of(analysis.tree, node, thread.process, frame.address);
    frame.node = node;
    if (frame.beginNs < from) frame.beginNs = from;
    frame.childNs = 0;
  }
  thread.cutBelow = thread.depth;
  return node !== NO_NODE;
}

/** The index of the innermost call of the address that is not the last one; NOT_FOUND without one. */
function search(thread: AnalysedThread, address: u32): u32 {
  const depth = thread.depth;
  const last: u32 = thread.searched < MAX_SEARCH || depth < SHORT_SEARCH ? 0 : depth - SHORT_SEARCH;
  for (let at = depth - 1; at > last && depth > 0; at--)
    if (FrameAt.index(thread, at - 1).address === address) return at - 1;
  if (thread.searched < MAX_SEARCH) thread.searched += depth - last;
  return NOT_FOUND;
}

function popCall(analysis: Analysis, threadIndex: u32, thread: AnalysedThread, end: f64, isCut: bool): bool {
  const at = thread.depth - 1;
  thread.depth = at;
  const frame = FrameAt.index(thread, at);
  const begin = frame.beginNs;
  const duration = end - begin;
  const node = NodeAt.index(analysis.tree, frame.node);
  node.calls += 1;
  node.totalNs += duration;
  node.selfNs += duration - frame.childNs;
  if (at > 0) FrameAt.index(thread, at - 1).childNs += duration;
  const index = node.function;
  if (thread.picture !== 0) drawCall(thread, at, index, begin, end, isCut);
  if (isCut || at < thread.cutBelow) {
    if (thread.cutBelow > at) thread.cutBelow = at;
    return countCut(analysis, index);
  }
  if (index >= analysis.durations.count && !provideDurations(analysis.durations, index)) return false;
  return addDuration(analysis.durations, index, duration, begin, threadIndex, thread.tid);
}

function countCut(analysis: Analysis, index: u32): bool {
  const cut = analysis.cut;
  while (cut.count <= index) if (!addRow(cut)) return false;
  const count = Row.at(cut, index);
  store<u32>(count, load<u32>(count) + 1);
  return true;
}
