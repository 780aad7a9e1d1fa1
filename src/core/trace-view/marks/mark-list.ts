import type { TimeRange } from '@reader/trace-reading';
import type { MarkPlace } from '@shared/trace-view/trace-place';

/** User events by row and time. */
export class MarkList {
  /** Of each row: index of its first event, and behind its last one. */
  readonly #ofRow = new Map<number, { first: number; end: number }>();
  readonly #atNs: Float64Array;
  readonly #eventClass: Uint32Array;

  /** @param events in the order of time, in columns of the same length */
  constructor({
    row,
    atNs,
    eventClass,
  }: { row: readonly number[]; atNs: readonly number[]; eventClass: readonly number[] }) {
    const order = Uint32Array.from(row.keys()).sort((a, b) => (row[a] ?? 0) - (row[b] ?? 0) || a - b);
    this.#atNs = Float64Array.from(order, (event) => atNs[event] ?? 0);
    this.#eventClass = Uint32Array.from(order, (event) => eventClass[event] ?? 0);
    for (const [at, event] of order.entries()) {
      const own = row[event] ?? 0;
      const known = this.#ofRow.get(own);
      if (known) known.end = at + 1;
      else this.#ofRow.set(own, { first: at, end: at + 1 });
    }
  }

  /**
   * The marks of a row in a range: of each column that has events, the first one and their number.
   * @param add gets the time and class of the first event of each mark, in the order of time
   */
  marksOf(
    row: number,
    { fromNs, toNs }: TimeRange,
    columns: number,
    add: (atNs: number, eventClass: number, count: number) => void,
  ): void {
    const own = this.#ofRow.get(row);
    if (!own) return;
    const perNs = columns / (toNs - fromNs);
    const end = this.#firstFrom(own, toNs + 1);
    const columnOf = (event: number): number =>
      Math.min(columns - 1, Math.floor(((this.#atNs[event] as number) - fromNs) * perNs));
    for (let at = this.#firstFrom(own, fromNs); at < end; ) {
      const first = at;
      while (at < end && columnOf(at) === columnOf(first)) at++;
      add(this.#atNs[first] as number, this.#eventClass[first] as number, at - first);
    }
  }

  /** The nearest event of rows before or after a time. Of rows with events at the same time, the first row counts. */
  next(isWanted: (row: number) => boolean, atNs: number, direction: 'previous' | 'next'): MarkPlace | null {
    let best: MarkPlace | null = null;
    for (const [row, own] of this.#ofRow) {
      if (!isWanted(row)) continue;
      const at = direction === 'next' ? this.#firstFrom(own, atNs + 1) : this.#firstFrom(own, atNs) - 1;
      if (at < own.first || at >= own.end) continue;
      const foundNs = this.#atNs[at] as number;
      if (!best || Math.abs(foundNs - atNs) < Math.abs(best.atNs - atNs)) best = { row, atNs: foundNs };
    }
    return best;
  }

  #firstFrom({ first, end }: { first: number; end: number }, fromNs: number): number {
    let [low, high] = [first, end];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#atNs[middle] as number) < fromNs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
