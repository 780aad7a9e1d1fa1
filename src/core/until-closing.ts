/** Work that closing cancels, and waits for until it has taken back what it made. */
export class UntilClosing {
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #leaving = new AbortController();

  /**
   * @param signal the asker's own way to cancel
   * @param work is given a signal that the asker or closing aborts
   */
  run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const done = work(AbortSignal.any([signal, this.#leaving.signal]));
    this.#underWay.add(done);
    return done.finally(() => this.#underWay.delete(done));
  }

  /** Cancels what is under way and settles when all of it has ended. */
  async close(): Promise<void> {
    this.#leaving.abort();
    await Promise.allSettled([...this.#underWay]);
  }
}

/** The signal of work that nobody else cancels. */
export const neverCancelled: AbortSignal = new AbortController().signal;
