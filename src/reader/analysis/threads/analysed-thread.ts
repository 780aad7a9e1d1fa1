import { THREAD_STATES } from '../analysis';
import { CallStack } from '../calls/call-stack';

/** Index into THREAD_STATES of a thread about which no scheduling event said anything, or that ended. */
export const STATE_UNKNOWN = THREAD_STATES.indexOf('unknown');

/** What a thread is known by over the whole trace. */
export interface ThreadIdentity {
  /** See SCAN_THREAD. */
  kind: number;
  domain: 'userspace' | 'kernel';
  pidNs: number;
  epoch: number;
  vpid: number;
  tid: number;
}

/** What the analysis knows of one thread at a time. */
export class AnalysedThread {
  readonly stack = new CallStack();
  readonly tid: number;
  /** Whether its records and events are in the answer. */
  isSelected = true;

  /** Counted events, and the times of the first and last of them; NaN without one. */
  events = 0;
  firstNs = Number.NaN;
  /** Of the last event, counted or not. */
  lastNs = Number.NEGATIVE_INFINITY;
  name = '';
  nameSource = 0;
  /** Contexts of its last event; 0 and -1 if there is none. */
  contextPidNs = 0;
  contextEpoch = 0;
  contextVpid = -1;

  /** When the next loss of its recording is, and its index in the list of the recording. */
  nextLossNs = Number.POSITIVE_INFINITY;
  nextLoss = 0;
  /** When the last one was. */
  lastLossNs = Number.NEGATIVE_INFINITY;

  /** Index into THREAD_STATES. */
  state = STATE_UNKNOWN;
  sinceNs = 0;
  /** The CPU on which it runs or ran; -1 unknown. */
  cpu = -1;
  /** See ThreadRow. */
  statesNs: Float64Array | null = null;
  pageFaults = 0;
  /** Whether calls were open at the range's begin, so that it has calls even without events. */
  hadOpenCalls = false;

  /** Class of the entry of the system call in progress; -1 for none. */
  syscall = -1;
  syscallNs = 0;
  /** When it really began, if that was before the range. */
  syscallOpenedNs = 0;
  isSyscallCut = false;
  /** Whether a loss was since it began; the same for the state. */
  isSyscallLost = false;
  isStateLost = false;

  /**
   * @param process index of the process whose calls it makes; userspace only
   * @param group index of the recording whose losses concern it
   */
  constructor(
    readonly index: number,
    readonly identity: ThreadIdentity,
    readonly process: number,
    readonly group: number,
  ) {
    this.tid = identity.tid;
  }

  /** Forgets what was counted before the range. @param hasOpenCalls at the range's begin */
  restart(hasOpenCalls: boolean): void {
    this.hadOpenCalls = hasOpenCalls;
    this.events = 0;
    this.firstNs = Number.NaN;
    this.pageFaults = 0;
  }
}
