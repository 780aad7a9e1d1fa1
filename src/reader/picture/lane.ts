import type { DensityBins } from '../scan/scan-result';
import { PICTURE_ENDS } from './picture';
import { ONE_SPAN, type PictureRows } from './picture-rows';

/** Values of one column that are told apart. The time of further ones only counts as covered. */
export const MOST_VALUES = 32;

/** The end of the column of a time; times before the first column are in it. */
export const columnEndNs = ({ fromNs, widthNs }: DensityBins, timeNs: number): number =>
  fromNs + (Math.max(0, Math.floor((timeNs - fromNs) / widthNs)) + 1) * widthNs;

/** Reduces the spans of one lane to columns. They come in the order of time, so only the spans of one column are pending. */
export class Lane {
  /** Of the pending column. */
  #columnEndNs = Number.NEGATIVE_INFINITY;
  #beginNs = 0;
  #endNs = 0;
  #coveredNs = 0;
  #ends = 0;
  /** The values of the pending column and their times, in the order in which they were met. */
  readonly #values: number[] = [];
  readonly #times: number[] = [];

  constructor(
    private readonly bins: DensityBins,
    private readonly rows: PictureRows,
    private readonly kind: number,
    private readonly depth: number,
    private readonly thread: number,
  ) {}

  add(beginNs: number, endNs: number, value: number, ends: number): void {
    const durationNs = endNs - beginNs;
    if (durationNs >= this.bins.widthNs) {
      this.flush();
      this.rows.add(this.kind, this.depth, this.thread, value, ends, beginNs, endNs, ONE_SPAN);
      return;
    }
    if (beginNs >= this.#columnEndNs) {
      this.flush();
      this.#columnEndNs = columnEndNs(this.bins, beginNs);
      this.#beginNs = beginNs;
      this.#ends = ends & PICTURE_ENDS.beginUnknown;
    }
    this.#endNs = endNs;
    this.#coveredNs += durationNs;
    this.#ends = (this.#ends & PICTURE_ENDS.beginUnknown) | (ends & PICTURE_ENDS.endUnknown);
    this.#addValue(value, durationNs);
  }

  /** Draws the pending column. */
  flush(): void {
    if (this.#columnEndNs === Number.NEGATIVE_INFINITY) return;
    const { kind, depth, thread } = this;
    let best = 0;
    for (let at = 1; at < this.#values.length; at++)
      if ((this.#times[at] as number) > (this.#times[best] as number)) best = at;
    const value = this.#values[best] as number;
    this.rows.add(kind, depth, thread, value, this.#ends, this.#beginNs, this.#endNs, this.#coveredNs);
    this.#columnEndNs = Number.NEGATIVE_INFINITY;
    this.#coveredNs = 0;
    this.#values.length = 0;
    this.#times.length = 0;
  }

  #addValue(value: number, durationNs: number): void {
    const known = this.#values.indexOf(value);
    if (known >= 0) this.#times[known] = (this.#times[known] as number) + durationNs;
    else if (this.#values.length < MOST_VALUES) {
      this.#values.push(value);
      this.#times.push(durationNs);
    }
  }
}
