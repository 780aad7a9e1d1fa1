import { THREAD_STATES } from '@reader/analysis/analysis';
import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import { syscallName } from '@reader/scan/plan/event-kinds';
import type { TraceReading } from '@reader/trace-reading';
import { BLOCKED_CAUSES, type BlockedCause } from '@shared/analysis/blocked-cause';
import type { Wait } from '@shared/trace-view/call-detail';
import type { RowTable } from '../rows/row-table';
import { RowFollower } from './span-follower';

const MOST_WAITS = 20;

/** What a thread did while a call was in progress. */
export class CallParts extends RowFollower {
  /** Time in the calls that the call made; null if the call is not of the pass. */
  childNs: number | null = null;
  /** Address of the caller; null if it is not known. */
  caller: bigint | null = null;
  #waits: Wait[] = [];

  /** @param depth of the call; -1 for a system call */
  constructor(
    table: RowTable,
    private readonly reading: Pick<TraceReading, 'eventClasses'>,
    private readonly row: number,
    private readonly depth: number,
    private readonly range: { fromNs: number; toNs: number },
  ) {
    super(table);
  }

  override addCall(
    thread: AnalysedThread,
    depth: number,
    functionIndex: number,
    beginNs: number,
    endNs: number,
    _end: number,
    childNs: number,
  ): void {
    if (this.rowOf(thread) !== this.row || beginNs > this.range.fromNs || endNs < this.range.toNs) return;
    if (depth === this.depth) this.childNs ??= childNs;
    if (depth === this.depth - 1) this.caller ??= this.addressOf(functionIndex);
  }

  override addState(
    thread: AnalysedThread,
    state: number,
    beginNs: number,
    endNs: number,
    _end: number,
    wokenBy: number,
  ): void {
    const cause = THREAD_STATES[state] as BlockedCause;
    if (!BLOCKED_CAUSES.includes(cause) || this.rowOf(thread) !== this.row) return;
    const fromNs = Math.max(beginNs, this.range.fromNs);
    const durationNs = Math.min(endNs, this.range.toNs) - fromNs;
    if (durationNs <= 0) return;
    const waker = this.tables?.registry.threads[wokenBy];
    const wakerRow = waker ? this.rowOf(waker) : -1;
    const syscall =
      thread.syscall < 0 ? null : syscallName(this.reading.eventClasses[thread.syscall]?.class.name ?? '');
    this.#waits.push({ cause, syscall, fromNs, durationNs, wokenBy: wakerRow < 0 ? null : wakerRow });
    if (this.#waits.length >= 64 * MOST_WAITS) this.#waits = this.waits();
  }

  /** The longest ones first. */
  waits(): Wait[] {
    return this.#waits.sort((a, b) => b.durationNs - a.durationNs || a.fromNs - b.fromNs).slice(0, MOST_WAITS);
  }
}
