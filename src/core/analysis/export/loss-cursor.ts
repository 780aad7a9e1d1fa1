/** Follows the losses of one recording for one thread, by the rule of the analysis (reader/analysis/record-analysis.ts). */
export class LossCursor {
  #next = 0;

  /** @param times when losses begin and end, ascending; see LossTimes */
  constructor(private readonly times: Float64Array) {}

  /** Whether something was lost since the last call. @param timeNs of the next record; ascending */
  passes(timeNs: number): boolean {
    const before = this.#next;
    while (this.#next < this.times.length && (this.times[this.#next] ?? 0) <= timeNs) this.#next += 1;
    return this.#next > before;
  }
}
