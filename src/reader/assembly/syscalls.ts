import { AnalysedThread } from './analysed-thread';
import { Analysis, SyscallRow } from './analysis';
import { addDuration, Duration, provideDurations } from './duration-rows';
import { insert, lookUp } from './key-map';
import { drawSyscall, openSyscall, replacedSyscallEnd } from './picture-spans';
import { addRow, Row } from './table';

const NO_ROW: u32 = 0xffffffff;

/**
 * Matches entries and exits of system calls by the rules of `analysis/kernel/syscall-analysis.ts`. Answers are false if there is no
 * memory.
 */
export function enterSyscall(analysis: Analysis, index: u32, thread: AnalysedThread, time: f64, eventClass: u32): bool {
  if (!replaceSyscall(analysis, index, thread, time)) return false;
  if (thread.picture !== 0) openSyscall(thread, time);
  thread.syscall = <i32>eventClass;
  thread.syscallNs = time;
  thread.isSyscallCut = 0;
  return true;
}

export function exitSyscall(
  analysis: Analysis,
  index: u32,
  thread: AnalysedThread,
  time: f64,
  eventClass: u32,
  hasFailed: u32,
): bool {
  const isOpen = thread.syscall === <i32>eventClass;
  if (!isOpen && !replaceSyscall(analysis, index, thread, time)) return false;
  const row = rowOf(analysis, index, eventClass);
  if (row === NO_ROW) return false;
  const counts = changetype<SyscallRow>(Row.at(analysis.syscalls, row));
  counts.failed += hasFailed;
  if (!isOpen) {
    counts.cut++;
    return true;
  }
  if (thread.picture !== 0) drawSyscall(thread, eventClass, time, false);
  thread.syscall = -1;
  if (thread.isSyscallCut) {
    counts.cut++;
    return true;
  }
  if (!provideDurations(analysis.syscallDurations, row)) return false;
  const begin = thread.syscallNs;
  const durations = analysis.syscallDurations;
  return (
    Duration.add(durations, row, time - begin) || addDuration(durations, row, time - begin, begin, index, thread.tid)
  );
}

/** The call in progress has no exit. @param end when it ended at the latest */
export function cutSyscall(analysis: Analysis, index: u32, thread: AnalysedThread, end: f64): bool {
  if (thread.syscall < 0) return true;
  const row = rowOf(analysis, index, <u32>thread.syscall);
  if (row === NO_ROW) return false;
  changetype<SyscallRow>(Row.at(analysis.syscalls, row)).cut++;
  if (thread.picture !== 0) drawSyscall(thread, <u32>thread.syscall, end, true);
  thread.syscall = -1;
  return true;
}

/** The call in progress has no exit, and another call follows. */
function replaceSyscall(analysis: Analysis, index: u32, thread: AnalysedThread, time: f64): bool {
  if (thread.syscall < 0) return true;
  return cutSyscall(analysis, index, thread, thread.picture !== 0 ? replacedSyscallEnd(thread, time) : time);
}

/** The call in progress counts from this time on, and as cut. */
export function restartSyscall(thread: AnalysedThread, from: f64): void {
  thread.isSyscallCut = 1;
  if (thread.syscallNs < from) thread.syscallNs = from;
}

function rowOf(analysis: Analysis, thread: u32, eventClass: u32): u32 {
  const key = ((<u64>thread) << 32) | <u64>eventClass;
  const known = lookUp(analysis.syscallIndexes, key);
  if (known !== 0) return known - 1;
  const index = analysis.syscalls.count;
  if (!addRow(analysis.syscalls) || !insert(analysis.syscallIndexes, key, index)) return NO_ROW;
  const row = changetype<SyscallRow>(Row.at(analysis.syscalls, index));
  row.thread = thread;
  row.eventClass = eventClass;
  return index;
}
