import type { SpanEnd } from '@reader/analysis/spans/span-sink';
import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import type { SpanFollower } from '@reader/compiled/follow-spans';
import type { SelfTime, ThreadClock } from './thread-clock';

/** What threads did in the own code of a function of a process. */
export interface FunctionTime extends SelfTime {
  /** One of the threads that called it, which names the process. */
  thread: AnalysedThread;
  address: bigint;
}

interface Caller {
  clock: ThreadClock | undefined;
  /** By depth, what was done in the calls of the call that is open there. */
  inner: SelfTime[];
}

const none = (): SelfTime => ({ runningNs: 0, waitingNs: 0, blockedNs: 0 });

/** Splits the self time of functions by what their threads did. Calls end from the innermost to the outermost. */
export class SelfTimeFollower implements SpanFollower {
  readonly isDone = false;
  readonly #times: (FunctionTime | undefined)[] = [];
  readonly #callers: (Caller | undefined)[] = [];
  #functions: Parameters<SpanFollower['begin']>[0]['functions'] | undefined;

  /**
   * @param clockOf of a thread whose scheduling is known
   * @param fromNs begin of the range; calls may begin before
   */
  constructor(
    private readonly clockOf: (thread: AnalysedThread) => ThreadClock | undefined,
    private readonly fromNs: number,
  ) {}

  begin({ functions }: Parameters<SpanFollower['begin']>[0]): void {
    this.#functions = functions;
  }

  addCall(
    thread: AnalysedThread,
    depth: number,
    functionIndex: number,
    beginNs: number,
    endNs: number,
    _end: SpanEnd,
  ): void {
    const { clock, inner } = this.#callerOf(thread);
    if (!clock) return;
    const children = inner[depth + 1];
    const around = inner[depth] ?? none();
    inner[depth] = around;
    const whole = none();
    clock.addTo(whole, Math.max(beginNs, this.fromNs), endNs);
    const time = this.#timeOf(functionIndex, thread);
    for (const key of STATES) {
      time[key] += Math.max(0, whole[key] - (children?.[key] ?? 0));
      around[key] += whole[key];
      if (children) children[key] = 0;
    }
  }

  addSyscall(): void {
    // Not of userspace.
  }

  addState(): void {
    // Not of userspace.
  }

  times(): FunctionTime[] {
    return this.#times.filter((time) => time !== undefined);
  }

  #callerOf(thread: AnalysedThread): Caller {
    const known = this.#callers[thread.index];
    if (known) return known;
    const caller = { clock: this.clockOf(thread), inner: [] };
    this.#callers[thread.index] = caller;
    return caller;
  }

  #timeOf(functionIndex: number, thread: AnalysedThread): FunctionTime {
    const known = this.#times[functionIndex];
    if (known) return known;
    const address = this.#functions?.addresses[this.#functions.address[functionIndex] ?? -1] ?? 0n;
    const time = { thread, address, ...none() };
    this.#times[functionIndex] = time;
    return time;
  }
}

const STATES = ['runningNs', 'waitingNs', 'blockedNs'] as const satisfies readonly (keyof SelfTime)[];
