import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import type { SpanFollower } from '@reader/compiled/follow-spans';
import { ThreadClock } from './thread-clock';

/** States that are kept, about 50 bytes each. */
const MOST_STATES = 1_000_000;

/** Keeps the states of threads that make calls. */
export class ClockFollower implements SpanFollower {
  readonly clocks = new Map<number, ThreadClock>();
  #states = 0;

  /** @param rowOf the row of a thread whose clock is wanted; -1 for others */
  constructor(private readonly rowOf: (thread: AnalysedThread) => number) {}

  /** Without room for more, no split is better than one of a part. */
  get isDone(): boolean {
    return this.#states > MOST_STATES;
  }

  begin(): void {
    // Threads come with their spans.
  }

  addCall(): void {
    // Calls are events of userspace.
  }

  addSyscall(): void {
    // The states say what is wanted.
  }

  addState(thread: AnalysedThread, state: number, beginNs: number, endNs: number): void {
    if (endNs <= beginNs || this.isDone) return;
    const row = this.rowOf(thread);
    if (row < 0) return;
    const clock = this.clocks.get(row) ?? new ThreadClock();
    this.clocks.set(row, clock);
    clock.add(state, beginNs, endNs);
    this.#states++;
  }
}
