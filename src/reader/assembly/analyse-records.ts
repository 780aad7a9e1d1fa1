import { addressIndex, NO_ADDRESS } from './address-indexes';
import { AnalysedThread, applyLosses } from './analysed-thread';
import { Analysis, ThreadAt } from './analysis';
import { Call, endAllCalls, enterCall, exitCall } from './calls';
import { OK, OUT_OF_MEMORY, reserve } from './memory';
import { Picture } from './picture';
import {
  NO_OPERAND,
  RECORD_BITS,
  RECORD_ENTRY,
  RECORD_EXEC,
  RECORD_EXIT,
  RECORD_PAGE_FAULT,
  RECORD_SWITCH_IN,
  RECORD_SWITCH_OUT,
  RECORD_SYSCALL_ENTRY,
  RECORD_SYSCALL_EXIT,
  RECORD_THREAD_END,
  RECORD_WAKE,
} from './plan-rows';
import { cutSyscall, enterSyscall, exitSyscall } from './syscalls';
import { switchIn, switchOut, wake } from './thread-states';
import { WindowSlot } from './window-slot';

/**
 * Consumes the records of a slot, as `RecordAnalysis` of `analysis/record-analysis.ts`.
 * @param threads index over the whole trace of each thread of the window: 4 bytes each
 * @returns OK or OUT_OF_MEMORY
 */
export function analyseSlot(analysisAddress: usize, slotAddress: usize, threads: usize): u32 {
  const analysis = changetype<Analysis>(analysisAddress);
  const slot = changetype<WindowSlot>(slotAddress);
  if (!resolveAddresses(analysis, slot)) return OUT_OF_MEMORY;
  const begins = slot.threadBegin;
  for (let n: u32 = 0; n < slot.threads.count; n++) {
    const index = load<u32>(threads + ((<usize>n) << 2));
    const begin = load<u32>(begins + ((<usize>n) << 2));
    const end = load<u32>(begins + ((<usize>n) << 2), 4);
    if (ThreadAt.index(analysis, index).isSelected && !analyseThread(analysis, slot, index, begin, end))
      return OUT_OF_MEMORY;
  }
  return analysis.picture !== 0 && changetype<Picture>(analysis.picture).isOutOfMemory ? OUT_OF_MEMORY : OK;
}

function analyseThread(analysis: Analysis, slot: WindowSlot, index: u32, begin: u32, end: u32): bool {
  const thread = ThreadAt.index(analysis, index);
  const addresses = analysis.windowAddresses;
  const tree = analysis.tree;
  const times = slot.sortedTime;
  const ops = slot.sortedOp;
  for (let record = begin; record < end; record++) {
    const time = load<f64>(times + ((<usize>record) << 3));
    const op = load<u32>(ops + ((<usize>record) << 2));
    if (time >= thread.nextLossNs) applyLosses(thread, time);
    const kind = op & 15;
    const operand = op >> RECORD_BITS;
    if (kind === RECORD_ENTRY) {
      const address = load<u32>(addresses + ((<usize>operand) << 2));
      if (!Call.enter(tree, thread, time, address) && !enterCall(analysis, thread, time, address)) return false;
    } else if (kind === RECORD_EXIT) {
      const address = operand === NO_OPERAND ? NO_OPERAND : load<u32>(addresses + ((<usize>operand) << 2));
      if (!Call.exit(analysis, thread, time, address) && !exitCall(analysis, index, thread, time, address))
        return false;
    } else if (!analyseKernelRecord(analysis, index, thread, time, kind, operand)) return false;
  }
  return true;
}

function analyseKernelRecord(
  analysis: Analysis,
  index: u32,
  thread: AnalysedThread,
  time: f64,
  kind: u32,
  operand: u32,
): bool {
  switch (kind) {
    case RECORD_SWITCH_IN:
      switchIn(thread, time, operand === NO_OPERAND ? -1 : <i32>operand);
      return true;
    case RECORD_SWITCH_OUT:
      switchOut(analysis, thread, time, operand);
      return true;
    case RECORD_WAKE:
      wake(thread, time);
      return true;
    case RECORD_SYSCALL_ENTRY:
      return enterSyscall(analysis, index, thread, time, operand);
    case RECORD_SYSCALL_EXIT:
      return exitSyscall(analysis, index, thread, time, operand >> 1, operand & 1);
    case RECORD_PAGE_FAULT:
      thread.pageFaults++;
      return true;
    case RECORD_EXEC:
      return endAllCalls(analysis, index, thread, time);
    case RECORD_THREAD_END:
      return endAllCalls(analysis, index, thread, time) && cutSyscall(analysis, index, thread, time);
    default:
      return true;
  }
}

/** Finds the indexes of the window's addresses over the whole trace. */
function resolveAddresses(analysis: Analysis, slot: WindowSlot): bool {
  const count = slot.addressCount;
  if (analysis.windowAddressCapacity < count) {
    analysis.windowAddresses = reserve((<usize>count) << 3);
    if (analysis.windowAddresses === 0) return false;
    analysis.windowAddressCapacity = count << 1;
  }
  for (let n: u32 = 0; n < count; n++) {
    const address = load<u64>(slot.addresses + ((<usize>n) << 3));
    const index = addressIndex(analysis, address);
    if (index === NO_ADDRESS) return false;
    store<u32>(analysis.windowAddresses + ((<usize>n) << 2), index);
  }
  return true;
}
