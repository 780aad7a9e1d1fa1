import { type ReadPicture, WHOLE_SPAN } from './picture';
import { ONE_SPAN } from './picture-rows';

/** The lanes and spans of a picture. */
export class SpanColumns {
  #count = 0;
  readonly #thread: number[] = [];
  readonly #kind: number[] = [];
  readonly #depth: number[] = [];
  readonly #first: number[] = [];
  readonly #beginNs: Float64Array;
  readonly #endNs: Float64Array;
  readonly #value: Uint32Array;
  readonly #part: Uint8Array;
  readonly #ends: Uint8Array;

  /** @param mostSpans that are added */
  constructor(mostSpans: number) {
    this.#beginNs = new Float64Array(mostSpans);
    this.#endNs = new Float64Array(mostSpans);
    this.#value = new Uint32Array(mostSpans);
    this.#part = new Uint8Array(mostSpans);
    this.#ends = new Uint8Array(mostSpans);
  }

  beginLane(thread: number, kind: number, depth: number): void {
    this.#thread.push(thread);
    this.#kind.push(kind);
    this.#depth.push(depth);
    this.#first.push(this.#count);
  }

  /** Adds a span to the last lane. */
  add(beginNs: number, endNs: number, value: number, ends: number, coveredNs: number): void {
    const at = this.#count++;
    this.#beginNs[at] = beginNs;
    this.#endNs[at] = endNs;
    this.#value[at] = value;
    this.#part[at] = coveredNs === ONE_SPAN ? WHOLE_SPAN : partOf(coveredNs, endNs - beginNs);
    this.#ends[at] = ends;
  }

  result(): Pick<ReadPicture, 'lanes' | 'spans'> {
    const count = this.#count;
    return {
      lanes: {
        thread: Uint32Array.from(this.#thread),
        kind: Uint8Array.from(this.#kind),
        depth: Uint16Array.from(this.#depth),
        first: Uint32Array.from([...this.#first, count]),
      },
      spans: {
        beginNs: this.#beginNs.slice(0, count),
        endNs: this.#endNs.slice(0, count),
        value: this.#value.slice(0, count),
        part: this.#part.slice(0, count),
        ends: this.#ends.slice(0, count),
      },
    };
  }
}

/** The covered share of merged spans, from 1 to 255. */
const partOf = (coveredNs: number, lengthNs: number): number =>
  lengthNs > 0 ? Math.max(1, Math.min(255, Math.round((255 * coveredNs) / lengthNs))) : 255;
