import { type Picture, WHOLE_SPAN } from '@shared/trace-view/picture';
import { firstEndingAfter, laneEnd } from './picture-lanes';

/** Times to device pixels: `x = (ns - fromNs) * perNs`. */
export interface TimeScale {
  fromNs: number;
  toNs: number;
  perNs: number;
  /** Device pixels. */
  width: number;
}

export const FULL_SHARE = 255;
/** Values that are told apart within one pixel. */
const VALUES_OF_PIXEL = 8;

/**
 * Spans of a lane in device pixels, in columns. Pieces do not overlap and are in the order of time. What is narrower than a pixel is one
 * pixel wide and has the value that took the most time in it.
 */
export class LanePieces {
  count = 0;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly value: Uint32Array;
  /** Covered part of the piece's time, 1 to FULL_SHARE. */
  readonly share: Uint8Array;
  /** Index of the span; -1 if the piece stands for several. */
  readonly span: Int32Array;

  #pixel = -1;
  #used = 0;
  readonly #values = new Uint32Array(VALUES_OF_PIXEL);
  readonly #times = new Float64Array(VALUES_OF_PIXEL);

  /** `width`: the largest one in device pixels that is ever asked for. */
  constructor(width: number) {
    const most = width + 2;
    this.left = new Int32Array(most);
    this.right = new Int32Array(most);
    this.value = new Uint32Array(most);
    this.share = new Uint8Array(most);
    this.span = new Int32Array(most);
  }

  /** Replaces the pieces by those of a lane. */
  read(picture: Picture, lane: number, { fromNs, toNs, perNs, width }: TimeScale): void {
    this.count = 0;
    const { beginNs, endNs, value, part } = picture.spans;
    const end = laneEnd(picture, lane);
    for (let i = firstEndingAfter(picture, lane, fromNs); i < end; i += 1) {
      const begin = beginNs[i] ?? 0;
      if (begin >= toNs) break;
      const a = Math.max(-1, (begin - fromNs) * perNs);
      const b = Math.min(width + 1, ((endNs[i] ?? 0) - fromNs) * perNs);
      const isWhole = part[i] === WHOLE_SPAN;
      const share = isWhole ? FULL_SHARE : (part[i] ?? 0);
      if (b - a < 1) this.#gather(Math.floor((a + b) / 2), ((b - a) * share) / FULL_SHARE, value[i] ?? 0);
      else
        this.#add(Math.max(0, Math.round(a)), Math.min(width, Math.round(b)), value[i] ?? 0, share, isWhole ? i : -1);
    }
    this.#flush();
  }

  #add(left: number, right: number, value: number, share: number, span: number): void {
    // The wide piece has more than half of its first pixel, and so more than the narrow ones in it.
    if (this.#pixel >= left) this.#pixel = -1;
    this.#flush();
    this.#put(left, right, value, share, span);
  }

  #gather(pixel: number, time: number, value: number): void {
    if (pixel !== this.#pixel) {
      this.#flush();
      // The wide piece before has more than half of that pixel.
      if (pixel < 0 || pixel < (this.right[this.count - 1] ?? 0)) return;
      this.#pixel = pixel;
      this.#used = 0;
    }
    let at = 0;
    while (at < this.#used && this.#values[at] !== value) at += 1;
    if (at === VALUES_OF_PIXEL) return;
    if (at === this.#used) {
      this.#values[at] = value;
      this.#times[at] = 0;
      this.#used += 1;
    }
    this.#times[at] = (this.#times[at] ?? 0) + time;
  }

  #flush(): void {
    if (this.#pixel < 0) return;
    let best = 0;
    let all = 0;
    for (let at = 0; at < this.#used; at += 1) {
      all += this.#times[at] ?? 0;
      if ((this.#times[at] ?? 0) > (this.#times[best] ?? 0)) best = at;
    }
    const share = Math.max(1, Math.min(FULL_SHARE, Math.round(all * FULL_SHARE)));
    this.#put(this.#pixel, this.#pixel + 1, this.#values[best] ?? 0, share, -1);
    this.#pixel = -1;
  }

  #put(left: number, right: number, value: number, share: number, span: number): void {
    if (right <= left || this.count === this.left.length) return;
    const at = this.count;
    this.left[at] = left;
    this.right[at] = right;
    this.value[at] = value;
    this.share[at] = share;
    this.span[at] = span;
    this.count += 1;
  }
}
