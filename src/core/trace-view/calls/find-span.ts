import { SPAN_END, type SpanEnd } from '@reader/analysis/spans/span-sink';
import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import type { CallPlace } from '@shared/trace-view/trace-place';
import type { TraceView } from '../opened/trace-view';
import { withoutProgress } from '../opened/trace-view';
import type { RowTable } from '../rows/row-table';
import type { CallTools } from '../serving/serve-calls';
import { RowFollower } from './span-follower';

/** `CallPlace.depth` of a system call. */
export const SYSCALL_DEPTH = -1;

export interface FoundSpan {
  beginNs: number;
  endNs: number;
  isEndKnown: boolean;
  /** Of a call: its address; of a system call: index of the event class of its entry. */
  value: { address: bigint } | { eventClass: number };
}

/** Finds the call or system call at a place. Reads on until it ends. @returns null if there is none @throws ReadError */
export async function findSpan(view: TraceView, place: CallPlace, tools: CallTools): Promise<FoundSpan | null> {
  const { table } = await view.whole(withoutProgress(tools));
  const finder = new SpanFinder(table, place);
  const fromNs = Math.min(place.atNs, view.lengthNs);
  await view.follow({ fromNs, toNs: Math.max(view.lengthNs, fromNs + 1) }, finder, tools, place.row);
  return finder.found;
}

class SpanFinder extends RowFollower {
  found: FoundSpan | null = null;

  constructor(
    table: RowTable,
    private readonly place: CallPlace,
  ) {
    super(table);
  }

  override addCall(
    thread: AnalysedThread,
    depth: number,
    functionIndex: number,
    beginNs: number,
    endNs: number,
    end: SpanEnd,
  ): void {
    if (depth === this.place.depth) this.#take(thread, beginNs, endNs, end, { address: this.addressOf(functionIndex) });
  }

  override addSyscall(thread: AnalysedThread, eventClass: number, beginNs: number, endNs: number, end: SpanEnd): void {
    if (this.place.depth === SYSCALL_DEPTH) this.#take(thread, beginNs, endNs, end, { eventClass });
  }

  /** Spans come in the order of time, so the first one that is not before the place decides. */
  #take(thread: AnalysedThread, beginNs: number, endNs: number, end: SpanEnd, value: FoundSpan['value']): void {
    const { row, atNs } = this.place;
    if (this.isDone || this.rowOf(thread) !== row || endNs < atNs) return;
    if (endNs === atNs && beginNs < endNs) return;
    this.isDone = true;
    if (beginNs <= atNs) this.found = { beginNs, endNs, isEndKnown: end === SPAN_END.known, value };
  }
}
