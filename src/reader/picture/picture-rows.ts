import { grown } from '../grown';

const FIRST_ROWS = 1024;

/** `coveredNs` of a row that is one span. */
export const ONE_SPAN = -1;

/**
 * Spans of a picture as they are drawn, in the order in which their lanes yield them: of one lane in the order of time. Rows of CPUs
 * are of one thread each, and in no order.
 */
export class PictureRows {
  count = 0;
  /** Rows that did not fit. */
  leftOut = 0;
  /** See PICTURE_LANES. */
  kind = new Uint8Array(FIRST_ROWS);
  depth = new Uint16Array(FIRST_ROWS);
  /** Index over the whole trace. */
  thread = new Uint32Array(FIRST_ROWS);
  /** Call: index of the function over the whole trace. System call: event class. State: index into THREAD_STATES. CPU: its number. */
  value = new Uint32Array(FIRST_ROWS);
  ends = new Uint8Array(FIRST_ROWS);
  beginNs = new Float64Array(FIRST_ROWS);
  endNs = new Float64Array(FIRST_ROWS);
  /** Sum of the merged spans; ONE_SPAN for a span that is at least a column wide. */
  coveredNs = new Float64Array(FIRST_ROWS);

  constructor(private readonly mostRows: number) {}

  add(
    kind: number,
    depth: number,
    thread: number,
    value: number,
    ends: number,
    beginNs: number,
    endNs: number,
    coveredNs: number,
  ): void {
    if (this.count >= this.mostRows) {
      this.leftOut++;
      return;
    }
    const at = this.count++;
    if (at === this.kind.length) this.#grow(at * 2);
    this.kind[at] = kind;
    this.depth[at] = depth;
    this.thread[at] = thread;
    this.value[at] = value;
    this.ends[at] = ends;
    this.beginNs[at] = beginNs;
    this.endNs[at] = endNs;
    this.coveredNs[at] = coveredNs;
  }

  #grow(rows: number): void {
    this.kind = grown(this.kind, new Uint8Array(rows));
    this.depth = grown(this.depth, new Uint16Array(rows));
    this.thread = grown(this.thread, new Uint32Array(rows));
    this.value = grown(this.value, new Uint32Array(rows));
    this.ends = grown(this.ends, new Uint8Array(rows));
    this.beginNs = grown(this.beginNs, new Float64Array(rows));
    this.endNs = grown(this.endNs, new Float64Array(rows));
    this.coveredNs = grown(this.coveredNs, new Float64Array(rows));
  }
}
