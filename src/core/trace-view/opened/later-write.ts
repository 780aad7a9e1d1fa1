/**
 * A write that nobody waits for yet. It begins after a while, or at once when somebody needs it: encoding takes time in which a page
 * waits for its first pictures.
 */
export class LaterWrite {
  #running: Promise<void> | undefined;
  readonly #timer: NodeJS.Timeout;

  /** @param write never rejects @param signal aborted: the write does not begin by itself */
  constructor(
    private readonly write: () => Promise<void>,
    afterMs: number,
    signal: AbortSignal,
  ) {
    this.#timer = setTimeout(() => void this.done(), afterMs);
    signal.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
  }

  /** Begins the write if it has not begun, and resolves when it is done. Never rejects. */
  done(): Promise<void> {
    clearTimeout(this.#timer);
    this.#running ??= this.write();
    return this.#running;
  }
}
