import { applyLosses, THREAD_BYTES } from './analysed-thread';
import { Analysis, SyscallRow, ThreadAt } from './analysis';
import { CallNode, CallTree, clearTree } from './call-tree';
import { closeAllCalls, restartCalls } from './calls';
import { DURATION_ROW_BYTES } from './duration-rows';
import { clear, createKeyMap, KeyMap } from './key-map';
import { OK, OUT_OF_MEMORY, reserve } from './memory';
import { Picture } from './picture';
import { beginThreadPicture } from './picture-life';
import { cutSyscall, restartSyscall } from './syscalls';
import { addRow, Table } from './table';
import { closeState, restartState, STATE_UNKNOWN } from './thread-states';

/** @param blockedIn states by event class, see `Analysis` @returns 0 if there is no memory */
export function createAnalysis(blockedIn: usize, secret: u64): usize {
  const at = reserve(offsetof<Analysis>());
  const tree = reserve(offsetof<CallTree>());
  if (at === 0 || tree === 0) return 0;
  const analysis = changetype<Analysis>(at);
  analysis.blockedIn = blockedIn;
  analysis.tree = changetype<CallTree>(tree);
  return createTables(analysis, secret) && createTreeTables(analysis.tree, secret) ? at : 0;
}

function createTables(analysis: Analysis, secret: u64): bool {
  analysis.threads = changetype<Table>(createTable(THREAD_BYTES));
  analysis.durations = changetype<Table>(createTable(DURATION_ROW_BYTES));
  analysis.cut = changetype<Table>(createTable(4));
  analysis.addresses = changetype<Table>(createTable(8));
  analysis.syscalls = changetype<Table>(createTable(offsetof<SyscallRow>()));
  analysis.syscallDurations = changetype<Table>(createTable(DURATION_ROW_BYTES));
  analysis.addressIndexes = changetype<KeyMap>(createKeyMap(secret));
  analysis.syscallIndexes = changetype<KeyMap>(createKeyMap(secret));
  // Memory is never freed, so the last and largest reservation fails if any did.
  return changetype<usize>(analysis.syscallIndexes) !== 0;
}

function createTreeTables(tree: CallTree, secret: u64): bool {
  tree.nodes = changetype<Table>(createTable(offsetof<CallNode>()));
  tree.roots = changetype<Table>(createTable(4));
  tree.functions = changetype<Table>(createTable(8));
  tree.children = changetype<KeyMap>(createKeyMap(secret));
  tree.functionIndexes = changetype<KeyMap>(createKeyMap(secret));
  return changetype<usize>(tree.functionIndexes) !== 0;
}

function createTable(rowBytes: u32): usize {
  const at = reserve(offsetof<Table>());
  if (at !== 0) changetype<Table>(at).rowBytes = rowBytes;
  return at;
}

/** Adds a thread; its index is the number of threads before. @returns 0 if there is no memory */
export function addThread(address: usize, process: u32, tid: i32, losses: usize, lossCount: u32): u32 {
  const analysis = changetype<Analysis>(address);
  const index = analysis.threads.count;
  if (!addRow(analysis.threads)) return 0;
  const thread = ThreadAt.index(analysis, index);
  thread.process = process;
  thread.tid = tid;
  thread.losses = losses;
  thread.lossCount = lossCount;
  thread.nextLossNs = lossCount > 0 ? load<f64>(losses) : Infinity;
  thread.isSelected = 1;
  thread.isDrawn = 1;
  thread.state = STATE_UNKNOWN;
  thread.syscall = -1;
  thread.cpu = -1;
  return 1;
}

export function selectThread(address: usize, index: u32, isSelected: u32): void {
  ThreadAt.index(changetype<Analysis>(address), index).isSelected = isSelected;
}

/** Begins the requested range: forgets what was counted before, and keeps what is open. @returns OK or OUT_OF_MEMORY */
export function restartAnalysis(address: usize, from: f64): u32 {
  const analysis = changetype<Analysis>(address);
  clearTree(analysis.tree);
  analysis.durations.count = 0;
  analysis.cut.count = 0;
  analysis.exitsWithoutEntry = 0;
  analysis.syscalls.count = 0;
  analysis.syscallDurations.count = 0;
  clear(analysis.syscallIndexes);
  for (let index: u32 = 0; index < analysis.threads.count; index++) {
    const thread = ThreadAt.index(analysis, index);
    if (thread.nextLossNs <= from) applyLosses(thread, from);
    thread.pageFaults = 0;
    if (analysis.picture !== 0 && !beginThreadPicture(analysis, index, thread)) return OUT_OF_MEMORY;
    if (!restartCalls(analysis, thread, from)) return OUT_OF_MEMORY;
    restartSyscall(thread, from);
    restartState(thread, from);
  }
  if (analysis.picture !== 0) changetype<Picture>(analysis.picture).isDrawing = 1;
  return OK;
}

/** Ends the range. @param lastNs time of the last event of each thread: doubles @returns OK or OUT_OF_MEMORY */
export function finishAnalysis(address: usize, to: f64, lastNs: usize): u32 {
  const analysis = changetype<Analysis>(address);
  for (let index: u32 = 0; index < analysis.threads.count; index++) {
    const thread = ThreadAt.index(analysis, index);
    if (!thread.isSelected) continue;
    thread.lastNs = load<f64>(lastNs + ((<usize>index) << 3));
    if (!closeAllCalls(analysis, index, thread) || !cutSyscall(analysis, index, thread, to)) return OUT_OF_MEMORY;
    closeState(thread, to);
  }
  return OK;
}
