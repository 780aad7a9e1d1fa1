import { awakeTimer } from '@shared/model/awake-timer';
import { MIB } from '@shared/model/units';
import type { Sink } from './sink';

/** Limit of the bytes queued for a slow reader. A pipe buffers 64 KiB more. */
const MOST_WAITING_BYTES = 8 * MIB;
/** Bytes per write: few, so that progress shows whether the reader reads anything. */
const PIECE_BYTES = 64 * 1024;
const LOOK_EVERY_MS = 50;

/** @returns the line that replaces omitted output */
export type LeftOutNotice = (lines: number) => string;

/**
 * Writes to a reader that may be slow, stopped or gone, without blocking and with a bounded queue. When the
 * reader is gone, everything is dropped silently.
 */
export class BoundedOutput {
  readonly #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #leftOutLines = 0;
  #atLineStart = true;
  #onTaken: () => void = () => undefined;
  #pumping = false;
  #holds = 0;
  #failure: NodeJS.ErrnoException | undefined;

  constructor(
    private readonly sink: Sink,
    private readonly leftOutNotice: LeftOutNotice,
    private readonly mostWaitingBytes = MOST_WAITING_BYTES,
  ) {}

  /** The error of the first failed write; undefined while writing works. */
  get failure(): NodeJS.ErrnoException | undefined {
    return this.#failure;
  }

  get waitingBytes(): number {
    return this.#failure ? 0 : this.#queuedBytes + this.sink.waitingBytes;
  }

  /** Writes text that is never omitted. Use it only for text of bounded size. */
  write(text: string): void {
    if (this.#failure) return;
    if (this.#leftOutLines > 0) {
      this.#put(`${this.#atLineStart ? '' : '\n'}${this.leftOutNotice(this.#leftOutLines)}\n`);
      this.#leftOutLines = 0;
    }
    this.#put(text);
  }

  /** Writes text of unbounded size, such as a program's output. While the queue is full, lines are counted and omitted. */
  offer(text: string): void {
    if (this.waitingBytes < this.mostWaitingBytes) this.write(text);
    else this.#leftOutLines += Math.max(1, text.split('\n').length - 1);
  }

  /**
   * Waits until the queue has room for more text, so that an answer of any size can be written piece by piece.
   * @returns false when the reader is gone, or the signal is aborted
   */
  async room(signal: AbortSignal): Promise<boolean> {
    while (this.waitingBytes >= this.mostWaitingBytes && !signal.aborted)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    return this.#failure === undefined && !signal.aborted;
  }

  /** Keeps all output in the queue. @returns a function that continues; it may be called more than once */
  hold(): () => void {
    this.#holds += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#holds -= 1;
      this.#pump();
    };
  }

  /**
   * Waits until the reader has everything.
   * @param patienceMs how long to wait while the reader reads nothing, milliseconds
   * @returns false when the reader did not read everything
   */
  async end(patienceMs: number): Promise<boolean> {
    if (this.#leftOutLines > 0) this.write('');
    let isOver = false;
    const patience = awakeTimer(() => {
      isOver = true;
    }, patienceMs);
    this.#onTaken = () => patience.restart();
    while (this.waitingBytes > 0 && !isOver) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    patience.clear();
    this.#onTaken = () => undefined;
    if (this.waitingBytes > 0) return false;
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

  /** Writes at once unless the reader is slow, so that the order between standard output and error is preserved. */
  #pump(): void {
    if (this.#pumping || this.#holds > 0) return; // a synchronous sink calls back from within write()
    this.#pumping = true;
    while (!this.#failure && this.sink.waitingBytes === 0) {
      const piece = this.#queue.shift();
      if (!piece) break;
      this.#queuedBytes -= piece.length;
      this.sink.write(piece, (error) => {
        if (error) this.#fail(error);
        this.#onTaken();
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
