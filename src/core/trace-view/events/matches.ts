import { oneLine } from '@shared/model/plain-text';
import type { EventMatches } from '@shared/trace-view/event-page';

const MOST_NAMES = 200;

/** Adds up matching events by name and by bin. */
export class Matches {
  readonly #marks: Uint32Array;
  readonly #names = new Map<string, number>();
  #count = 0;

  /** @param lengthNs of the whole trace, over which the bins are of equal length */
  constructor(
    private readonly lengthNs: number,
    bins: number,
  ) {
    this.#marks = new Uint32Array(bins);
  }

  add(name: string, timeNs: number): void {
    this.mark(timeNs, 1);
    this.name(name, 1);
  }

  mark(timeNs: number, count: number): void {
    const bins = this.#marks.length;
    const bin = Math.min(bins - 1, Math.floor((timeNs / Math.max(1, this.lengthNs)) * bins));
    this.#marks[bin] = (this.#marks[bin] ?? 0) + count;
  }

  /** @param byBin as many bins */
  addMarks(byBin: Float64Array): void {
    for (const [bin, count] of byBin.entries()) this.#marks[bin] = (this.#marks[bin] ?? 0) + count;
  }

  /** @param count 0 adds nothing */
  name(name: string, count: number): void {
    if (count === 0) return;
    this.#names.set(name, (this.#names.get(name) ?? 0) + count);
    this.#count += count;
  }

  answer(): EventMatches {
    const names = [...this.#names].sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
    return {
      count: this.#count,
      marks: this.#marks,
      names: names.slice(0, MOST_NAMES).map(([name, count]) => ({ name: oneLine(name), count })),
    };
  }
}
