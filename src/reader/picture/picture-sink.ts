import { RUNNING } from '../analysis/kernel/thread-state-rules';
import { SPAN_END, type SpanEnd, type SpanSink } from '../analysis/spans/span-sink';
import type { AnalysedThread } from '../analysis/threads/analysed-thread';
import type { DensityBins } from '../scan/scan-result';
import { CpuRun } from './cpu-run';
import { Lane } from './lane';
import { MOST_CPUS, MOST_DRAWN_DEPTH, PICTURE_ENDS, PICTURE_LANES } from './picture';
import type { DrawnSpans } from './picture-of';
import type { PictureBounds, PictureOrder } from './picture-order';
import { PictureRows } from './picture-rows';

interface ThreadLanes {
  isDrawn: boolean;
  run: CpuRun;
  state: Lane | null;
  syscall: Lane | null;
  /** By depth. */
  calls: (Lane | null)[];
}

/** Draws the spans of a pass. The compiled core replaces it. */
export class PictureSink implements SpanSink {
  readonly #rows: PictureRows;
  #deepCalls = 0;
  #withoutLane = 0;
  #lanes = 0;
  readonly #threads: (ThreadLanes | undefined)[] = [];
  readonly #bins: DensityBins;
  readonly #bounds: PictureBounds;

  constructor(private readonly order: PictureOrder) {
    this.#bins = order.bins;
    this.#bounds = order.bounds;
    this.#rows = new PictureRows(order.bounds.mostSpans);
  }

  addCall(
    thread: AnalysedThread,
    depth: number,
    functionIndex: number,
    beginNs: number,
    endNs: number,
    end: SpanEnd,
  ): void {
    const lanes = this.#of(thread);
    const drawnEndNs = end === SPAN_END.open ? this.#openEndNs(thread, beginNs, endNs) : endNs;
    if (!lanes.isDrawn || drawnEndNs < this.#bins.fromNs) return;
    if (depth >= MOST_DRAWN_DEPTH) {
      this.#deepCalls++;
      return;
    }
    lanes.calls[depth] ??= this.#newLane(thread, PICTURE_LANES.call, depth);
    this.#add(lanes.calls[depth], beginNs, drawnEndNs, functionIndex, end);
  }

  addSyscall(thread: AnalysedThread, eventClass: number, beginNs: number, endNs: number, end: SpanEnd): void {
    const lanes = this.#of(thread);
    if (!lanes.isDrawn || endNs < this.#bins.fromNs) return;
    lanes.syscall ??= this.#newLane(thread, PICTURE_LANES.syscall, 0);
    this.#add(lanes.syscall, beginNs, endNs, eventClass, end);
  }

  addState(thread: AnalysedThread, state: number, beginNs: number, endNs: number, end: SpanEnd): void {
    if (endNs <= beginNs) return;
    const lanes = this.#of(thread);
    if (state === RUNNING && thread.cpu >= 0 && thread.cpu < MOST_CPUS) lanes.run.add(thread.cpu, beginNs, endNs);
    if (!lanes.isDrawn) return;
    lanes.state ??= this.#newLane(thread, PICTURE_LANES.state, 0);
    this.#add(lanes.state, beginNs, endNs, state, end);
  }

  /** Ends the picture. @returns what was drawn */
  finish(): DrawnSpans {
    for (const lanes of this.#threads) {
      if (!lanes) continue;
      lanes.run.flush();
      for (const lane of [lanes.state, lanes.syscall, ...lanes.calls]) lane?.flush();
    }
    return { rows: this.#rows, deepCalls: this.#deepCalls, withoutLane: this.#withoutLane };
  }

  #add(lane: Lane | null | undefined, beginNs: number, endNs: number, value: number, end: SpanEnd): void {
    if (!lane) this.#withoutLane++;
    else lane.add(beginNs, endNs, value, end === SPAN_END.known ? 0 : PICTURE_ENDS.endUnknown);
  }

  #openEndNs(thread: AnalysedThread, beginNs: number, lastNs: number): number {
    const endNs = this.order.openEndNs(thread);
    return Number.isNaN(endNs) ? lastNs : Math.max(beginNs, endNs);
  }

  #of(thread: AnalysedThread): ThreadLanes {
    const known = this.#threads[thread.index];
    if (known) return known;
    const lanes: ThreadLanes = {
      isDrawn: this.order.isDrawn(thread),
      run: new CpuRun(this.#bins, this.#rows, thread.index),
      state: null,
      syscall: null,
      calls: [],
    };
    this.#threads[thread.index] = lanes;
    return lanes;
  }

  #newLane({ index }: AnalysedThread, kind: number, depth: number): Lane | null {
    if (this.#lanes >= this.#bounds.mostLanes) return null;
    this.#lanes++;
    return new Lane(this.#bins, this.#rows, kind, depth, index);
  }
}
