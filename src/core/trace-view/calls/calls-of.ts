import { SPAN_END, type SpanEnd } from '@reader/analysis/spans/span-sink';
import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import type { CallList } from '@shared/trace-view/call-detail';
import type { TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import { partsOfKey } from '../functions/function-key';
import type { TraceView } from '../opened/trace-view';
import { withoutProgress } from '../opened/trace-view';
import type { RowTable } from '../rows/row-table';
import type { CallTools } from '../serving/serve-calls';
import { RowFollower } from './span-follower';

type Args = TraceViewArgs<'calls-of'>;

interface FoundCall {
  row: number;
  depth: number;
  beginNs: number;
  endNs: number;
}

/**
 * Calls of one function that overlap a range. Calls without a known begin or end are in the list unless durations are asked for.
 * @throws ReadError
 */
export async function callsOf(view: TraceView, args: Args, tools: CallTools): Promise<CallList> {
  const { table } = await view.whole(withoutProgress(tools));
  const follower = new CallsFollower(table, args);
  await view.follow(args.range, follower, tools);
  const calls = follower.calls();
  return {
    all: follower.all,
    row: Uint32Array.from(calls, ({ row }) => row),
    depth: Uint16Array.from(calls, ({ depth }) => depth),
    beginNs: Float64Array.from(calls, ({ beginNs }) => beginNs),
    endNs: Float64Array.from(calls, ({ endNs }) => endNs),
  };
}

const byTime = (a: FoundCall, b: FoundCall): number => a.beginNs - b.beginNs || a.row - b.row || a.depth - b.depth;

const ORDERS = {
  time: byTime,
  longest: (a, b) => b.endNs - b.beginNs - (a.endNs - a.beginNs) || byTime(a, b),
} as const satisfies Record<Args['order'], (a: FoundCall, b: FoundCall) => number>;

class CallsFollower extends RowFollower {
  all = 0;
  #found: FoundCall[] = [];
  /** By function of the pass. */
  readonly #isWanted: (boolean | undefined)[] = [];
  readonly #key: { process: number; address: bigint };

  constructor(
    table: RowTable,
    private readonly args: Args,
  ) {
    super(table);
    this.#key = partsOfKey(args.function);
  }

  override addCall(
    thread: AnalysedThread,
    depth: number,
    functionIndex: number,
    beginNs: number,
    endNs: number,
    end: SpanEnd,
  ): void {
    this.#isWanted[functionIndex] ??= this.addressOf(functionIndex) === this.#key.address;
    if (!this.#isWanted[functionIndex]) return;
    const row = this.rowOf(thread);
    const { durations, limit } = this.args;
    if (this.table.parentOf(row) !== this.#key.process) return;
    if (durations && (end !== SPAN_END.known || !isWithin(endNs - beginNs, durations))) return;
    this.all += 1;
    this.#found.push({ row, depth, beginNs, endNs });
    if (this.#found.length >= 4 * limit) this.#found = this.calls();
  }

  /** The first ones in the order that was asked for. */
  calls(): FoundCall[] {
    return this.#found.sort(ORDERS[this.args.order]).slice(0, this.args.limit);
  }
}

const isWithin = (ns: number, { fromNs, toNs }: { fromNs: number; toNs: number }): boolean => ns >= fromNs && ns < toNs;
