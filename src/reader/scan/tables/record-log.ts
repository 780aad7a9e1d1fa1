import { grown } from '../../grown';
import type { RecordBatch } from '../records';

const FIRST_CAPACITY = 4096;

/** The records of one window in the order of the scan. */
export class RecordLog {
  count = 0;
  #timeNs = new Float64Array(FIRST_CAPACITY);
  #thread = new Uint32Array(FIRST_CAPACITY);
  #op = new Uint32Array(FIRST_CAPACITY);

  clear(): void {
    this.count = 0;
  }

  add(timeNs: number, thread: number, kind: number, operand: number): void {
    const index = this.count++;
    if (index === this.#op.length) this.#grow();
    this.#timeNs[index] = timeNs;
    this.#thread[index] = thread;
    this.#op[index] = (operand << 4) | kind;
  }

  /** @returns the records in the order that `RecordBatch` demands, in arrays of their own */
  sorted(threads: number): RecordBatch {
    const { count } = this;
    const threadBegin = this.#threadBegins(threads);
    const next = threadBegin.slice();
    const timeNs = new Float64Array(count);
    const op = new Uint32Array(count);
    for (let index = 0; index < count; index++) {
      const thread = this.#thread[index] as number;
      const to = next[thread] as number;
      next[thread] = to + 1;
      timeNs[to] = this.#timeNs[index] as number;
      op[to] = this.#op[index] as number;
    }
    const batch = { count, timeNs, op, threadBegin };
    for (let thread = 0; thread < threads; thread++) {
      sortByTime(batch, threadBegin[thread] as number, threadBegin[thread + 1] as number);
    }
    return batch;
  }

  #threadBegins(threads: number): Uint32Array {
    const begins = new Uint32Array(threads + 1);
    for (let index = 0; index < this.count; index++) {
      const after = (this.#thread[index] as number) + 1;
      begins[after] = (begins[after] as number) + 1;
    }
    for (let thread = 0; thread < threads; thread++) {
      begins[thread + 1] = (begins[thread + 1] as number) + (begins[thread] as number);
    }
    return begins;
  }

  #grow(): void {
    const capacity = this.#op.length * 2;
    this.#timeNs = grown(this.#timeNs, new Float64Array(capacity));
    this.#thread = grown(this.#thread, new Uint32Array(capacity));
    this.#op = grown(this.#op, new Uint32Array(capacity));
  }
}

/**
 * Sorts records from `begin` to before `end` by time; equal times keep their order. A thread's records are a few ascending runs, one
 * for each packet, so runs are merged.
 */
function sortByTime({ timeNs, op }: RecordBatch, begin: number, end: number): void {
  let runs = runsOf(timeNs, begin, end);
  if (runs.length <= 1) return;
  let [times, ops] = [timeNs.slice(begin, end), op.slice(begin, end)];
  let [toTimes, toOps] = [new Float64Array(end - begin), new Uint32Array(end - begin)];
  while (runs.length > 1) {
    const merged: number[] = [];
    for (let run = 0; run < runs.length; run += 2) {
      const from = (runs[run] as number) - begin;
      const middle = (runs[run + 1] ?? end) - begin;
      const to = (runs[run + 2] ?? end) - begin;
      let [left, right] = [from, middle];
      for (let at = from; at < to; at++) {
        const takesLeft = right === to || (left < middle && (times[left] as number) <= (times[right] as number));
        const source = takesLeft ? left++ : right++;
        toTimes[at] = times[source] as number;
        toOps[at] = ops[source] as number;
      }
      merged.push(runs[run] as number);
    }
    [times, toTimes, ops, toOps] = [toTimes, times, toOps, ops];
    runs = merged;
  }
  timeNs.set(times, begin);
  op.set(ops, begin);
}

/** Where ascending runs begin. */
function runsOf(timeNs: Float64Array, begin: number, end: number): number[] {
  const runs = begin < end ? [begin] : [];
  for (let index = begin + 1; index < end; index++) {
    if ((timeNs[index] as number) < (timeNs[index - 1] as number)) runs.push(index);
  }
  return runs;
}
