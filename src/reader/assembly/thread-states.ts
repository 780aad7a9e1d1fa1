import { AnalysedThread, STATES, THREAD_STATES_OFFSET } from './analysed-thread';
import { Analysis } from './analysis';
import { drawState, skipState } from './picture-spans';

/** Indexes into THREAD_STATES of `analysis/analysis.ts`. */
const STATE_RUNNING: u32 = 0;
const STATE_WAITING_TO_RUN: u32 = 1;
const STATE_BLOCKED_ON_DISK: u32 = 2;
const STATE_BLOCKED_ON_LOCK: u32 = 3;
const STATE_WAITING_FOR_CHILD: u32 = 7;
const STATE_BLOCKED_OTHERWISE: u32 = 8;
export const STATE_UNKNOWN: u32 = 9;

/** Bits of `prev_state`, see `analysis/kernel/thread-state-rules.ts`. */
const TASK_INTERRUPTIBLE: u32 = 1;
const TASK_UNINTERRUPTIBLE: u32 = 2;
const EXIT_DEAD_OR_ZOMBIE: u32 = 0x30;
const REPORTED: u32 = 0xff;

export function switchIn(thread: AnalysedThread, time: f64, cpu: i32): void {
  changeState(thread, time, STATE_RUNNING);
  thread.cpu = cpu;
}

export function switchOut(analysis: Analysis, thread: AnalysedThread, time: f64, prevState: u32): void {
  changeState(thread, time, stateAfter(analysis, thread, prevState & REPORTED));
}

export function wake(thread: AnalysedThread, time: f64): void {
  const state = thread.state;
  if (state !== STATE_RUNNING && state !== STATE_WAITING_TO_RUN) changeState(thread, time, STATE_WAITING_TO_RUN);
}

/** The state lasts until the end of the range. */
export function closeState(thread: AnalysedThread, to: f64): void {
  if (thread.state !== STATE_UNKNOWN) changeState(thread, to, thread.state);
}

/** Forgets what was counted. */
export function restartState(thread: AnalysedThread, from: f64): void {
  thread.hasStates = 0;
  if (thread.state !== STATE_UNKNOWN) provideStates(thread);
  thread.sinceNs = from;
}

function stateAfter(analysis: Analysis, thread: AnalysedThread, reported: u32): u32 {
  if (reported === 0) return STATE_WAITING_TO_RUN;
  const isUninterruptible = (reported & TASK_UNINTERRUPTIBLE) !== 0;
  if (!isUninterruptible && (reported & TASK_INTERRUPTIBLE) === 0)
    return reported & EXIT_DEAD_OR_ZOMBIE ? STATE_UNKNOWN : STATE_BLOCKED_OTHERWISE;
  const blocked: u32 =
    thread.syscall < 0 ? STATE_BLOCKED_OTHERWISE : load<u8>(analysis.blockedIn + <usize>thread.syscall);
  return isUninterruptible && blocked !== STATE_BLOCKED_ON_LOCK && blocked !== STATE_WAITING_FOR_CHILD
    ? STATE_BLOCKED_ON_DISK
    : blocked;
}

function changeState(thread: AnalysedThread, time: f64, state: u32): void {
  if (!thread.hasStates) provideStates(thread);
  if (thread.state !== STATE_UNKNOWN) {
    const sum = changetype<usize>(thread) + THREAD_STATES_OFFSET + ((<usize>thread.state) << 3);
    store<f64>(sum, load<f64>(sum) + (time - thread.sinceNs));
    if (thread.picture !== 0) drawState(thread, time);
  } else if (thread.picture !== 0) skipState(thread);
  thread.state = state;
  thread.sinceNs = time;
}

function provideStates(thread: AnalysedThread): void {
  thread.hasStates = 1;
  memory.fill(changetype<usize>(thread) + THREAD_STATES_OFFSET, 0, (<usize>STATES) << 3);
}
