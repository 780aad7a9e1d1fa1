import { grown } from '../../grown';
import type { Allocations } from '../scan-result';

const FIRST_CAPACITY = 256;

/** The allocations of one window in the order of the scan. */
export class AllocationLog {
  count = 0;
  #timeNs = new Float64Array(FIRST_CAPACITY);
  #thread = new Uint32Array(FIRST_CAPACITY);
  #low = new Uint32Array(FIRST_CAPACITY);
  #high = new Uint32Array(FIRST_CAPACITY);
  #bytes = new Float64Array(FIRST_CAPACITY);

  clear(): void {
    this.count = 0;
  }

  /** @param bytes -1 for a release. The address 0 is no memory and is ignored. */
  add(timeNs: number, thread: number, low: number, high: number, bytes: number): void {
    if (low === 0 && high === 0) return;
    const index = this.count++;
    if (index === this.#low.length) this.#grow();
    this.#timeNs[index] = timeNs;
    this.#thread[index] = thread;
    this.#low[index] = low;
    this.#high[index] = high;
    this.#bytes[index] = bytes;
  }

  columns(): Allocations {
    const { count } = this;
    return {
      count,
      timeNs: this.#timeNs.slice(0, count),
      thread: this.#thread.slice(0, count),
      low: this.#low.slice(0, count),
      high: this.#high.slice(0, count),
      bytes: this.#bytes.slice(0, count),
    };
  }

  #grow(): void {
    const capacity = this.#low.length * 2;
    this.#timeNs = grown(this.#timeNs, new Float64Array(capacity));
    this.#thread = grown(this.#thread, new Uint32Array(capacity));
    this.#low = grown(this.#low, new Uint32Array(capacity));
    this.#high = grown(this.#high, new Uint32Array(capacity));
    this.#bytes = grown(this.#bytes, new Float64Array(capacity));
  }
}
