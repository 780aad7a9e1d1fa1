import { DurationTable } from '../duration-table';
import type { SyscallCounts } from '../result/raw-analysis';
import { SPAN_END, type SpanEnd, type SpanSink } from '../spans/span-sink';
import type { AnalysedThread } from '../threads/analysed-thread';

/**
 * Matches entries and exits of system calls. They do not nest. A call without exit (exit, rt_sigreturn, or a loss) is cut by the next
 * entry, by another call's exit, and by the end of its thread.
 */
export class SyscallAnalysis {
  durations = new DurationTable();
  /** Rows of `durations`. */
  rows: SyscallCounts[] = [];
  spans: SpanSink | null = null;
  readonly #rowOf = new Map<number, number>();

  constructor(private readonly eventClasses: number) {}

  enter(thread: AnalysedThread, timeNs: number, eventClass: number): void {
    this.#replace(thread, timeNs);
    thread.syscall = eventClass;
    thread.syscallNs = timeNs;
    thread.syscallOpenedNs = timeNs;
    thread.isSyscallCut = false;
    thread.isSyscallLost = false;
  }

  exit(thread: AnalysedThread, timeNs: number, eventClass: number, hasFailed: boolean): void {
    if (thread.syscall !== eventClass) {
      this.#replace(thread, timeNs);
      const row = this.#row(thread, eventClass);
      row.counts.cut++;
      if (hasFailed) row.counts.failed++;
      return;
    }
    const { counts, index } = this.#row(thread, eventClass);
    if (hasFailed) counts.failed++;
    if (thread.isSyscallCut) counts.cut++;
    else this.durations.add(index, timeNs - thread.syscallNs, thread.syscallNs, thread.index, thread.tid);
    this.#end(thread, timeNs, thread.isSyscallLost ? SPAN_END.cut : SPAN_END.known);
  }

  /** The call in progress has no exit. @param endNs when it ended at the latest */
  cut(thread: AnalysedThread, endNs: number, end: SpanEnd = SPAN_END.cut): void {
    if (thread.syscall < 0) return;
    this.#row(thread, thread.syscall).counts.cut++;
    this.#end(thread, endNs, end);
  }

  /** Forgets what was counted. Calls in progress count as cut. */
  restart(threads: Iterable<AnalysedThread>, fromNs: number): void {
    this.durations = new DurationTable();
    this.rows = [];
    this.#rowOf.clear();
    for (const thread of threads) {
      thread.isSyscallCut = true;
      thread.isSyscallLost = thread.syscallOpenedNs < thread.lastLossNs;
      thread.syscallNs = Math.max(fromNs, thread.syscallNs);
    }
  }

  /** Another call follows. Without a loss, the call in progress has no exit of its own (rt_sigreturn), so it has no length. */
  #replace(thread: AnalysedThread, timeNs: number): void {
    this.cut(thread, thread.isSyscallLost ? timeNs : thread.syscallOpenedNs);
  }

  #end(thread: AnalysedThread, endNs: number, end: SpanEnd): void {
    this.spans?.addSyscall(thread, thread.syscall, thread.syscallOpenedNs, endNs, end);
    thread.syscall = -1;
  }

  #row(thread: AnalysedThread, eventClass: number): { index: number; counts: SyscallCounts } {
    const key = thread.index * this.eventClasses + eventClass;
    let index = this.#rowOf.get(key);
    if (index === undefined) {
      index = this.rows.push({ thread: thread.index, eventClass, failed: 0, cut: 0 }) - 1;
      this.#rowOf.set(key, index);
    }
    return { index, counts: this.rows[index] as SyscallCounts };
  }
}
