import { grown } from '../grown';
import { DURATION_STEPS, type DurationStats } from './analysis';
import { bucketOf, OCTAVES } from './duration-buckets';

const FIRST_ROWS = 64;
const STEP_BITS = 5;
/** Where the pairs of one row are gathered: a bucket and its number each. */
const pairs = new Uint32Array(2 * OCTAVES * DURATION_STEPS);

/** Statistics of durations, a row for each function or system call. Sums are exact below 2^53 ns, which is 104 days. */
export class DurationTable {
  #count: Float64Array;
  #total: Float64Array;
  #min: Float64Array;
  #max: Float64Array;
  #maxAt: Float64Array;
  #maxThread: Int32Array;
  #maxTid: Int32Array;
  /** For each row and octave: 1 + index of a page of 32 counters; 0 for none. Most rows have few octaves. */
  #pageOf: Uint32Array;
  #pages: Uint32Array;
  #pageCount = 0;

  /** @param rows that have room at first; the table grows */
  constructor(rows = FIRST_ROWS) {
    const first = Math.max(FIRST_ROWS, rows);
    this.#count = new Float64Array(first);
    this.#total = new Float64Array(first);
    this.#min = new Float64Array(first);
    this.#max = new Float64Array(first);
    this.#maxAt = new Float64Array(first);
    this.#maxThread = new Int32Array(first);
    this.#maxTid = new Int32Array(first);
    this.#pageOf = new Uint32Array(first * OCTAVES);
    this.#pages = new Uint32Array(first * DURATION_STEPS);
  }

  /** Fills an empty row, without its counters. @param tid of the thread `maxThread` */
  setFigures(
    row: number,
    { count, totalNs, minNs, maxNs, maxAtNs, maxThread }: Omit<DurationStats, 'buckets'>,
    tid: number,
  ): void {
    if (count === 0) return;
    if (row >= this.#count.length) this.#grow(row);
    this.#count[row] = count;
    this.#total[row] = totalNs;
    this.#min[row] = minNs;
    this.#max[row] = maxNs;
    this.#maxAt[row] = maxAtNs;
    this.#maxThread[row] = maxThread;
    this.#maxTid[row] = tid;
  }

  /** Fills the counters of an octave of a row with figures. @param at index of the first of 32 counters in `from` */
  setOctave(row: number, octave: number, from: Uint32Array, at: number): void {
    const to = this.#counters(row * OCTAVES + octave);
    for (let step = 0; step < DURATION_STEPS; step++) this.#pages[to + step] = from[at + step] as number;
  }

  /**
   * Adds a duration.
   * @param beginNs when it began
   * @param thread index of the thread. Of equally long ones the earliest stays, of those the one with the lowest tid.
   */
  add(row: number, durationNs: number, beginNs: number, thread: number, tid: number): void {
    if (row >= this.#count.length) this.#grow(row);
    const count = this.#count[row] as number;
    this.#count[row] = count + 1;
    this.#total[row] = (this.#total[row] as number) + durationNs;
    if (count === 0 || durationNs < (this.#min[row] as number)) this.#min[row] = durationNs;
    if (count === 0 || this.#isLonger(row, durationNs, beginNs, tid)) {
      this.#max[row] = durationNs;
      this.#maxAt[row] = beginNs;
      this.#maxThread[row] = thread;
      this.#maxTid[row] = tid;
    }
    const bucket = bucketOf(durationNs);
    const at = this.#counters(row * OCTAVES + (bucket >>> STEP_BITS)) + (bucket & (DURATION_STEPS - 1));
    this.#pages[at] = (this.#pages[at] as number) + 1;
  }

  /** Adds all durations of a row of another table. */
  addRow(row: number, other: DurationTable, from: number): void {
    const added = other.#count[from] ?? 0;
    if (added === 0) return;
    if (row >= this.#count.length) this.#grow(row);
    const count = this.#count[row] as number;
    const [min, max] = [other.#min[from] as number, other.#max[from] as number];
    const [maxAt, maxTid] = [other.#maxAt[from] as number, other.#maxTid[from] as number];
    this.#count[row] = count + added;
    this.#total[row] = (this.#total[row] as number) + (other.#total[from] as number);
    if (count === 0 || min < (this.#min[row] as number)) this.#min[row] = min;
    if (count === 0 || this.#isLonger(row, max, maxAt, maxTid)) {
      this.#max[row] = max;
      this.#maxAt[row] = maxAt;
      this.#maxThread[row] = other.#maxThread[from] as number;
      this.#maxTid[row] = maxTid;
    }
    this.#addCounters(row, other, from);
  }

  /** @returns statistics whose `maxThread` is the index that was added; zeros and -1 without a duration */
  stats(row: number): DurationStats {
    const count = this.#count[row] ?? 0;
    if (count === 0) {
      return { count, totalNs: 0, minNs: 0, maxNs: 0, maxAtNs: 0, maxThread: -1, buckets: new Uint32Array() };
    }
    return {
      count,
      totalNs: this.#total[row] as number,
      minNs: this.#min[row] as number,
      maxNs: this.#max[row] as number,
      maxAtNs: this.#maxAt[row] as number,
      maxThread: this.#maxThread[row] as number,
      buckets: this.#bucketsOf(row),
    };
  }

  #isLonger(row: number, durationNs: number, beginNs: number, tid: number): boolean {
    const max = this.#max[row] as number;
    if (durationNs !== max) return durationNs > max;
    const maxAt = this.#maxAt[row] as number;
    return beginNs < maxAt || (beginNs === maxAt && tid < (this.#maxTid[row] as number));
  }

  #addCounters(row: number, other: DurationTable, from: number): void {
    for (let octave = 0; octave < OCTAVES; octave++) {
      const page = (other.#pageOf[from * OCTAVES + octave] as number) - 1;
      if (page < 0) continue;
      const to = this.#counters(row * OCTAVES + octave);
      const at = page * DURATION_STEPS;
      for (let step = 0; step < DURATION_STEPS; step++)
        this.#pages[to + step] = (this.#pages[to + step] as number) + (other.#pages[at + step] as number);
    }
  }

  /** The index of the first counter of a row's octave. @param octave row * OCTAVES + octave */
  #counters(octave: number): number {
    let page = this.#pageOf[octave] as number;
    if (page === 0) {
      page = ++this.#pageCount;
      this.#pageOf[octave] = page;
      if (page * DURATION_STEPS > this.#pages.length) {
        this.#pages = grown(this.#pages, new Uint32Array(this.#pages.length * 2));
      }
    }
    return (page - 1) * DURATION_STEPS;
  }

  /** Pairs of bucket and number. */
  #bucketsOf(row: number): Uint32Array {
    let length = 0;
    for (let octave = 0; octave < OCTAVES; octave++) {
      const page = (this.#pageOf[row * OCTAVES + octave] as number) - 1;
      if (page < 0) continue;
      for (let step = 0; step < DURATION_STEPS; step++) {
        const count = this.#pages[page * DURATION_STEPS + step] as number;
        if (count === 0) continue;
        pairs[length++] = octave * DURATION_STEPS + step;
        pairs[length++] = count;
      }
    }
    return pairs.slice(0, length);
  }

  #grow(row: number): void {
    const rows = Math.max(row + 1, this.#count.length * 2);
    this.#count = grown(this.#count, new Float64Array(rows));
    this.#total = grown(this.#total, new Float64Array(rows));
    this.#min = grown(this.#min, new Float64Array(rows));
    this.#max = grown(this.#max, new Float64Array(rows));
    this.#maxAt = grown(this.#maxAt, new Float64Array(rows));
    this.#maxThread = grown(this.#maxThread, new Int32Array(rows));
    this.#maxTid = grown(this.#maxTid, new Int32Array(rows));
    this.#pageOf = grown(this.#pageOf, new Uint32Array(rows * OCTAVES));
  }
}
