import type { Sink } from './sink';

/** What waits for a slow reader. A pipe holds 64 KiB more. */
const MOST_WAITING_BYTES = 8 * 1_048_576;
/** Written at once: small, so that it shows whether the reader takes anything. */
const PIECE_BYTES = 64 * 1024;
const LOOK_EVERY_MS = 50;

/** @returns the line that stands for output that was left out */
export type TellLeftOut = (lines: number) => string;

/**
 * Writes to a reader that may be slow, asleep or gone, without waiting for it and without keeping more than a bound. When the
 * reader is gone, everything is dropped silently.
 */
export class BoundedOutput {
  readonly #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #leftOutLines = 0;
  #atLineStart = true;
  #takenAtMs = performance.now();
  #pumping = false;
  #failure: NodeJS.ErrnoException | undefined;

  constructor(
    private readonly sink: Sink,
    private readonly tellLeftOut: TellLeftOut,
    private readonly mostWaitingBytes = MOST_WAITING_BYTES,
  ) {}

  /** Why nothing can be written any more. */
  get failure(): NodeJS.ErrnoException | undefined {
    return this.#failure;
  }

  get waitingBytes(): number {
    return this.#failure ? 0 : this.#queuedBytes + this.sink.waitingBytes;
  }

  /** Our own words: never left out, so only for what is bounded by itself. */
  write(text: string): void {
    if (this.#failure) return;
    if (this.#leftOutLines > 0) {
      this.#put(`${this.#atLineStart ? '' : '\n'}${this.tellLeftOut(this.#leftOutLines)}\n`);
      this.#leftOutLines = 0;
    }
    this.#put(text);
  }

  /** Text without a bound, such as a program's output. It is counted, not written, while too much waits for the reader. */
  offer(text: string): void {
    if (this.waitingBytes < this.mostWaitingBytes) this.write(text);
    else this.#leftOutLines += Math.max(1, text.split('\n').length - 1);
  }

  /**
   * Waits until the reader has everything.
   * @param patienceMs how long the reader may take nothing
   * @returns false when the reader did not take everything
   */
  async end(patienceMs: number): Promise<boolean> {
    if (this.#leftOutLines > 0) this.write('');
    this.#takenAtMs = performance.now();
    while (this.waitingBytes > 0) {
      if (performance.now() - this.#takenAtMs > patienceMs) return false;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return this.#failure === undefined;
  }

  #put(text: string): void {
    if (text === '') return;
    this.#atLineStart = text.endsWith('\n');
    const bytes = Buffer.from(text);
    this.#queuedBytes += bytes.length;
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) this.#queue.push(bytes.subarray(at, at + PIECE_BYTES));
    this.#pump();
  }

  /** Without a slow reader everything is written at once: the order between standard output and error stays. */
  #pump(): void {
    if (this.#pumping) return; // a sink that is done at once calls back from within
    this.#pumping = true;
    while (!this.#failure && this.sink.waitingBytes === 0) {
      const piece = this.#queue.shift();
      if (!piece) break;
      this.#queuedBytes -= piece.length;
      this.sink.write(piece, (error) => {
        if (error) this.#fail(error);
        this.#takenAtMs = performance.now();
        this.#pump();
      });
    }
    this.#pumping = false;
  }

  #fail(error: NodeJS.ErrnoException): void {
    this.#failure ??= error;
    this.#queue.length = 0;
    this.#queuedBytes = 0;
  }
}
