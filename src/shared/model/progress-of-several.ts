import type { Progress } from './transfer';

/** The progress of several pieces of work, one after the other, as that of one. */
export class ProgressOfSeveral {
  readonly #totals: number[];

  /** @param sizes what each is thought to have, bytes; what it says itself when it goes on takes that place */
  constructor(
    sizes: readonly number[],
    private readonly onProgress: (progress: Progress) => void,
  ) {
    this.#totals = [...sizes];
  }

  /** What to tell when the Nth is so far, from 0 on. Those before it count as done. */
  of(nth: number): (progress: Progress) => void {
    return ({ doneBytes, totalBytes }) => {
      const total = totalBytes ?? this.#totals[nth] ?? 0;
      this.#totals[nth] = total;
      const sum = (totals: readonly number[]): number => totals.reduce((all, one) => all + one, 0);
      this.onProgress({
        doneBytes: sum(this.#totals.slice(0, nth)) + Math.min(doneBytes, total),
        totalBytes: sum(this.#totals),
      });
    };
  }
}
