import { grown } from '@reader/grown';
import type { TimelineBatch } from '../formats/export-source';

/** Columns of a timeline that grow. */
export class EntryColumns {
  #count = 0;
  #timeNs = new Float64Array(1024);
  #thread = new Uint32Array(1024);
  #kind = new Uint8Array(1024);
  #value = new Uint32Array(1024);

  add(timeNs: number, thread: number, kind: number, value: number): void {
    if (this.#count === this.#kind.length) this.#grow();
    this.#timeNs[this.#count] = timeNs;
    this.#thread[this.#count] = thread;
    this.#kind[this.#count] = kind;
    this.#value[this.#count] = value;
    this.#count += 1;
  }

  /** What was added since the last call. Valid until the next `add`. */
  take(): Pick<TimelineBatch, 'count' | 'timeNs' | 'thread' | 'kind' | 'value'> {
    const count = this.#count;
    this.#count = 0;
    return { count, timeNs: this.#timeNs, thread: this.#thread, kind: this.#kind, value: this.#value };
  }

  #grow(): void {
    const length = this.#kind.length * 2;
    this.#timeNs = grown(this.#timeNs, new Float64Array(length));
    this.#thread = grown(this.#thread, new Uint32Array(length));
    this.#kind = grown(this.#kind, new Uint8Array(length));
    this.#value = grown(this.#value, new Uint32Array(length));
  }
}

/** Values of counters that grow. */
export class CounterColumns {
  readonly #timeNs: number[] = [];
  readonly #counter: number[] = [];
  readonly #value: number[] = [];

  add(timeNs: number, counter: number, value: number): void {
    this.#timeNs.push(timeNs);
    this.#counter.push(counter);
    this.#value.push(value);
  }

  /** What was added since the last call. */
  take(): TimelineBatch['counters'] {
    return {
      count: this.#timeNs.length,
      timeNs: Float64Array.from(this.#timeNs.splice(0)),
      counter: Uint32Array.from(this.#counter.splice(0)),
      value: Float64Array.from(this.#value.splice(0)),
    };
  }
}
