import type { AnalysedThread } from '../threads/analysed-thread';

/** What is known of the end of a span. */
export const SPAN_END = {
  known: 0,
  /** The span ended at this time or before: after a loss, by exec or the end of its thread, or since an outer call ended. */
  cut: 1,
  /** Still open at the end of the range. */
  open: 2,
} as const;
export type SpanEnd = (typeof SPAN_END)[keyof typeof SPAN_END];

/**
 * Gets the spans of a range as they end. Spans of one thread and kind (of calls: of one depth) come in the order of time. Threads
 * follow each other within a window. Begins of calls and system calls may be before the range.
 */
export interface SpanSink {
  /** @param childNs time in the calls that it made, in the range */
  addCall(
    thread: AnalysedThread,
    depth: number,
    functionIndex: number,
    beginNs: number,
    endNs: number,
    end: SpanEnd,
    childNs: number,
  ): void;
  /** @param eventClass of its entry */
  addSyscall(thread: AnalysedThread, eventClass: number, beginNs: number, endNs: number, end: SpanEnd): void;
  /**
   * The thread still has the CPU and the system call of the state.
   * @param wokenBy index of the thread that ended the state by a wake-up; -1 for none
   */
  addState(thread: AnalysedThread, state: number, beginNs: number, endNs: number, end: SpanEnd, wokenBy: number): void;
}
