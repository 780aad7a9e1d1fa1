/** Work that close() cancels. close() resolves when the work's cleanup is done. */
export class UntilClosing {
  readonly #running = new Set<Promise<unknown>>();
  readonly #closing = new AbortController();

  /**
   * @param signal the caller's own way to cancel
   * @param work gets a signal that the caller's signal or close() aborts
   */
  run<T>(signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const done = work(AbortSignal.any([signal, this.#closing.signal]));
    this.#running.add(done);
    return done.finally(() => this.#running.delete(done));
  }

  /** Cancels all running work and resolves when it has ended. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled([...this.#running]);
  }
}

/** For work that only close() cancels. */
export const neverCancelled: AbortSignal = new AbortController().signal;
