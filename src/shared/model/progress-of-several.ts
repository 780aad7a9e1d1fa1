import type { Progress } from './transfer';

/** Combines the progress of several tasks, which run one after the other. */
export class ProgressOfSeveral {
  readonly #totals: number[];

  /** @param sizes expected size of each task in bytes, until the task reports its total */
  constructor(
    sizes: readonly number[],
    private readonly onProgress: (progress: Progress) => void,
  ) {
    this.#totals = [...sizes];
  }

  /** The progress callback for the task with this index, from 0. The tasks before it count as done. */
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
