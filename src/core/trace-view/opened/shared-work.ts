type Listener = (share: number) => void;

/** Work that many callers wait for and that is done once. A failure is not kept: the next caller begins again. */
export class SharedWork<T> {
  #running: Promise<T> | undefined;
  readonly #listeners = new Set<Listener>();
  #share = 0;

  constructor(private readonly work: (onShare: Listener) => Promise<T>) {}

  /**
   * @param signal of this caller alone: the work continues for the others
   * @throws AbortError for the signal, else the error of the work
   */
  async get({ signal, onShare }: { signal: AbortSignal; onShare?: Listener | undefined }): Promise<T> {
    signal.throwIfAborted();
    this.#running ??= this.#start();
    if (onShare) {
      this.#listeners.add(onShare);
      onShare(this.#share);
    }
    try {
      return await unlessAborted(this.#running, signal);
    } finally {
      if (onShare) this.#listeners.delete(onShare);
    }
  }

  #start(): Promise<T> {
    const report = (share: number): void => {
      this.#share = share;
      for (const listener of this.#listeners) listener(share);
    };
    const running = this.work(report);
    running.catch(() => {
      this.#running = undefined;
      this.#share = 0;
    });
    return running;
  }
}

/** @throws the reason of the signal if it is aborted first */
async function unlessAborted<T>(running: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([running, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
