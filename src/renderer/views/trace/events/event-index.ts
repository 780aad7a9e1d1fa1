import type { EventPosition } from '@shared/trace-view/event-page';

/** Where the n-th matching event is, as far as the numbers of events by time tell. */
export interface IndexedPosition {
  at: EventPosition;
  /** Index of the first event from there. */
  index: number;
}

/** Events that one page loads at once from the begin of a bin, so that their index is exact. */
const NEAR = 400;

/** Converts between indexes of matching events and times, by the number of matches in bins of equal length. */
export class EventIndex {
  /** Matches before each bin, and all at the end. */
  readonly #before: Float64Array;
  readonly #binNs: number;

  /**
   * @param bins matches by bin over the whole trace
   * @param lengthNs of the trace
   * @param range that is counted
   */
  constructor(
    bins: Uint32Array,
    lengthNs: number,
    private readonly range: { fromNs: number; toNs: number },
  ) {
    this.#before = new Float64Array(bins.length + 1);
    for (const [at, count] of bins.entries()) this.#before[at + 1] = (this.#before[at] ?? 0) + count;
    this.#binNs = Math.max(1, lengthNs) / Math.max(1, bins.length);
  }

  get count(): number {
    return this.#before.at(-1) ?? 0;
  }

  /** Behind the last event of the range. */
  get end(): EventPosition {
    return { timeNs: this.range.toNs, skip: Number.MAX_SAFE_INTEGER };
  }

  /** Exact near the begin of a bin, and estimated inside of a bin with many events. */
  positionOf(index: number): IndexedPosition {
    const bin = this.#binOf(index);
    const first = this.#before[bin] ?? 0;
    const inBin = (this.#before[bin + 1] ?? first) - first;
    // The first events can be a little before their bin, since bins are those of an analysis with bins of its own.
    const beginNs = first === 0 ? 0 : bin * this.#binNs;
    if (index - first <= NEAR || inBin === 0) return { at: this.#timeFrom(beginNs), index: first };
    return { at: this.#timeFrom(beginNs + (this.#binNs * (index - first)) / inBin), index };
  }

  /** Index of the first match at or after a time, estimated. */
  indexOf(timeNs: number): number {
    const bin = Math.min(this.#before.length - 2, Math.max(0, Math.floor(timeNs / this.#binNs)));
    const first = this.#before[bin] ?? 0;
    const inBin = (this.#before[bin + 1] ?? first) - first;
    const part = Math.min(1, Math.max(0, timeNs / this.#binNs - bin));
    return Math.min(Math.max(0, this.count - 1), Math.floor(first + inBin * part));
  }

  #timeFrom(timeNs: number): EventPosition {
    return { timeNs: Math.max(this.range.fromNs, Math.floor(timeNs)), skip: 0 };
  }

  /** The bin with the match. */
  #binOf(index: number): number {
    let low = 0;
    let high = this.#before.length - 2;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#before[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }
}
