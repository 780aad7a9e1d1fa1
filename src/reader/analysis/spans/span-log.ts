import { grown } from '../../grown';
import type { SpanBatch, TimeRange } from '../../trace-reading';
import type { AnalysedThread } from '../threads/analysed-thread';
import { SPAN_END, type SpanEnd, type SpanSink } from './span-sink';

const FIRST_SPANS = 256;

/** Collects the spans that end in one window. */
export class SpanLog implements SpanSink {
  #calls = emptyCalls(FIRST_SPANS);
  #syscalls = emptySyscalls(FIRST_SPANS);
  #states = emptyStates(FIRST_SPANS);

  addCall(
    thread: AnalysedThread,
    depth: number,
    functionIndex: number,
    beginNs: number,
    endNs: number,
    end: SpanEnd,
  ): void {
    const at = this.#calls.count++;
    if (at === this.#calls.depth.length) this.#calls = copied(this.#calls, emptyCalls(at * 2));
    const calls = this.#calls;
    calls.beginNs[at] = beginNs;
    calls.endNs[at] = end === SPAN_END.open ? Number.NaN : endNs;
    calls.thread[at] = thread.index;
    calls.function[at] = functionIndex;
    calls.depth[at] = depth;
  }

  addSyscall(thread: AnalysedThread, eventClass: number, beginNs: number, endNs: number, end: SpanEnd): void {
    const at = this.#syscalls.count++;
    if (at === this.#syscalls.thread.length) this.#syscalls = copied(this.#syscalls, emptySyscalls(at * 2));
    const syscalls = this.#syscalls;
    syscalls.beginNs[at] = beginNs;
    syscalls.endNs[at] = end === SPAN_END.known ? endNs : Number.NaN;
    syscalls.thread[at] = thread.index;
    syscalls.eventClass[at] = eventClass;
  }

  addState(
    thread: AnalysedThread,
    state: number,
    beginNs: number,
    endNs: number,
    _end: SpanEnd,
    wokenBy: number,
  ): void {
    if (endNs <= beginNs) return;
    const at = this.#states.count++;
    if (at === this.#states.thread.length) this.#states = copied(this.#states, emptyStates(at * 2));
    const states = this.#states;
    states.beginNs[at] = beginNs;
    states.endNs[at] = endNs;
    states.thread[at] = thread.index;
    states.state[at] = state;
    states.wokenBy[at] = wokenBy;
    states.cpu[at] = thread.cpu;
  }

  /** @returns the spans since the last call */
  take(range: TimeRange): SpanBatch {
    const batch = { range, calls: cut(this.#calls), syscalls: cut(this.#syscalls), states: cut(this.#states) };
    this.#calls.count = 0;
    this.#syscalls.count = 0;
    this.#states.count = 0;
    return batch;
  }
}

type Calls = SpanBatch['calls'];
type Syscalls = SpanBatch['syscalls'];
type States = SpanBatch['states'];
type Columns = Calls | Syscalls | States;

const emptyCalls = (size: number): Calls => ({
  count: 0,
  beginNs: new Float64Array(size),
  endNs: new Float64Array(size),
  thread: new Uint32Array(size),
  function: new Uint32Array(size),
  depth: new Uint16Array(size),
});

const emptySyscalls = (size: number): Syscalls => ({
  count: 0,
  beginNs: new Float64Array(size),
  endNs: new Float64Array(size),
  thread: new Uint32Array(size),
  eventClass: new Uint32Array(size),
});

const emptyStates = (size: number): States => ({
  count: 0,
  beginNs: new Float64Array(size),
  endNs: new Float64Array(size),
  thread: new Uint32Array(size),
  state: new Uint8Array(size),
  wokenBy: new Int32Array(size),
  cpu: new Int32Array(size),
});

function copied<T extends Columns>(from: T, to: T): T {
  const target: Record<string, unknown> = to;
  for (const [name, column] of Object.entries(from)) {
    target[name] = typeof column === 'number' ? column : grown(column, target[name] as typeof column);
  }
  return to;
}

function cut<T extends Columns>(columns: T): T {
  const entries = Object.entries(columns).map(([name, column]) => [
    name,
    typeof column === 'number' ? column : column.slice(0, columns.count),
  ]);
  return Object.fromEntries(entries) as T;
}
