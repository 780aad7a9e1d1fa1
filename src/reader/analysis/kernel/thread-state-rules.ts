import { THREAD_STATES, type ThreadState } from '../analysis';
import { STATE_UNKNOWN } from '../threads/analysed-thread';
import { syscallKind } from './syscall-kinds';

/**
 * How the state of a kernel thread follows from its records. States are indexes into THREAD_STATES.
 *
 * - `switchIn`: running.
 * - `switchOut`: by `prev_state`, see `stateAfterSwitch`.
 * - `wake`: waiting-to-run, if `isEndedByWake`; the blocked state was ended by the waker.
 * - The end of the range closes the state. Scheduling events of all CPUs are recorded, so without an event nothing changed.
 * - After the last switchOut of a thread that ended, and before the first of these records: unknown.
 */

const indexOf = (state: ThreadState): number => THREAD_STATES.indexOf(state);
export const RUNNING = indexOf('running');
export const WAITING_TO_RUN = indexOf('waiting-to-run');
const BLOCKED_ON_DISK = indexOf('blocked-on-disk');
const BLOCKED_OTHERWISE = indexOf('blocked-otherwise');
/** A thread is uninterruptible in these as well, and does not wait for a disk. vfork waits uninterruptibly. */
const NEVER_DISK: readonly number[] = [indexOf('blocked-on-lock'), indexOf('waiting-for-child')];

/** Bits of `prev_state`: TASK_* and EXIT_* of the kernel's include/linux/sched.h. */
const TASK_INTERRUPTIBLE = 0x1;
const TASK_UNINTERRUPTIBLE = 0x2;
const EXIT_DEAD_OR_ZOMBIE = 0x30;
/**
 * States that are reported. A preempted thread has none of them but a bit above: TASK_REPORT_MAX (0x100) since Linux 4.14,
 * TASK_STATE_MAX (0x400 to 0x1000) before; lttng-modules, instrumentation/events/sched.h.
 */
const REPORTED = 0xff;

/** The state of a thread that is blocked in the system call of each name. */
export const blockedStates = (syscallNames: readonly string[]): Uint8Array =>
  Uint8Array.from(syscallNames, (name) => indexOf(syscallKind(name)));

/**
 * @param prevState `prev_state & 0xfff`
 * @param blocked the state by the system call in progress, of `blockedStates`
 */
export function stateAfterSwitch(prevState: number, blocked = BLOCKED_OTHERWISE): number {
  const reported = prevState & REPORTED;
  if (reported === 0) return WAITING_TO_RUN;
  if (reported & TASK_UNINTERRUPTIBLE) return NEVER_DISK.includes(blocked) ? blocked : BLOCKED_ON_DISK;
  if (reported & TASK_INTERRUPTIBLE) return blocked;
  return reported & EXIT_DEAD_OR_ZOMBIE ? STATE_UNKNOWN : BLOCKED_OTHERWISE;
}

/**
 * Whether the thread was blocked or its state is unknown. In other states a `wake` is ignored: sched_wakeup follows sched_waking, and
 * a thread can be woken before it has lost its CPU.
 */
export const isEndedByWake = (state: number): boolean => state !== RUNNING && state !== WAITING_TO_RUN;
