import { THREAD_STATES } from '../analysis';
import { SPAN_END, type SpanEnd, type SpanSink } from '../spans/span-sink';
import { type AnalysedThread, STATE_UNKNOWN } from '../threads/analysed-thread';
import { blockedStates, isEndedByWake, RUNNING, stateAfterSwitch, WAITING_TO_RUN } from './thread-state-rules';

/** Follows the states of threads by the rules of thread-state-rules.ts. */
export class StateAnalysis {
  spans: SpanSink | null = null;
  readonly #blockedIn: Uint8Array;

  /** @param syscallNames name of the system call of each event class; empty for other events */
  constructor(syscallNames: readonly string[]) {
    this.#blockedIn = blockedStates(syscallNames);
  }

  switchIn(thread: AnalysedThread, timeNs: number, cpu: number): void {
    this.#change(thread, timeNs, RUNNING, -1);
    thread.cpu = cpu;
  }

  switchOut(thread: AnalysedThread, timeNs: number, prevState: number): void {
    const blocked = thread.syscall < 0 ? undefined : this.#blockedIn[thread.syscall];
    this.#change(thread, timeNs, stateAfterSwitch(prevState, blocked), -1);
  }

  wake(thread: AnalysedThread, timeNs: number, waker: number): void {
    if (isEndedByWake(thread.state)) this.#change(thread, timeNs, WAITING_TO_RUN, waker);
  }

  /** The state lasts until the end of the range. */
  close(thread: AnalysedThread, toNs: number): void {
    if (thread.state !== STATE_UNKNOWN) this.#change(thread, toNs, thread.state, -1, SPAN_END.open);
  }

  /** Forgets what was counted. */
  restart(threads: Iterable<AnalysedThread>, fromNs: number): void {
    for (const thread of threads) {
      thread.statesNs = thread.state === STATE_UNKNOWN ? null : new Float64Array(THREAD_STATES.length);
      thread.sinceNs = fromNs;
      thread.isStateLost = false;
    }
  }

  #change(thread: AnalysedThread, timeNs: number, state: number, waker: number, end: SpanEnd = SPAN_END.known): void {
    thread.statesNs ??= new Float64Array(THREAD_STATES.length);
    if (thread.state !== STATE_UNKNOWN) {
      const before = thread.statesNs[thread.state] as number;
      thread.statesNs[thread.state] = before + timeNs - thread.sinceNs;
      const spanEnd = thread.isStateLost ? SPAN_END.cut : end;
      this.spans?.addState(thread, thread.state, thread.sinceNs, timeNs, spanEnd, waker);
    }
    thread.state = state;
    thread.sinceNs = timeNs;
    thread.isStateLost = false;
  }
}
