import type { TraceViewAnswers, TraceViewArgs, TraceViewCall } from '@shared/trace-view/trace-view-calls';
import type { PageMessage, TraceViewMessage } from '@shared/trace-view/trace-view-messages';
import { AnswerError } from '../../bridge';
import { texts } from '../../texts/en';

export interface AskOptions {
  /** A new question with the same lane cancels the earlier one. */
  lane?: string;
  signal?: AbortSignal;
  /** From 0 to 1, at most ten times a second. */
  onProgress?: (share: number) => void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
  onProgress: ((share: number) => void) | undefined;
}

/** Asks the process that reads one opened trace. Errors are read by errorOf(); a cancelled question has the code `cancelled`. */
export class TraceViewClient {
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;
  /** Why nothing can be asked any more. */
  #ended: AnswerError | undefined;
  #onEnd: (() => void) | undefined;

  constructor(private readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<TraceViewMessage>) => this.#receive(data);
    port.addEventListener('close', () => this.#end(texts.traceProcess.processEnded, 'command'));
    port.start();
  }

  /** Calls a function when the process ends without `close()`. Then the trace must be opened again. */
  set onEnd(onEnd: (() => void) | undefined) {
    this.#onEnd = onEnd;
    if (this.#ended && this.#ended.data.code !== 'cancelled') onEnd?.();
  }

  ask<C extends TraceViewCall>(
    call: C,
    args: TraceViewArgs<C>,
    { lane, signal, onProgress }: AskOptions = {},
  ): Promise<TraceViewAnswers[C]> {
    if (this.#ended) return Promise.reject(this.#ended);
    if (signal?.aborted)
      return Promise.reject(new AnswerError({ code: 'cancelled', message: texts.traceProcess.cancelled }));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const cancel = (): void => this.#post({ kind: 'cancel', id });
      const settle =
        <T>(done: (value: T) => void) =>
        (value: T): void => {
          signal?.removeEventListener('abort', cancel);
          done(value);
        };
      this.#waiting.set(id, {
        resolve: settle((value) => resolve(value as TraceViewAnswers[C])),
        reject: settle(reject),
        onProgress,
      });
      signal?.addEventListener('abort', cancel, { once: true });
      this.#post({ kind: 'call', id, call, args, lane: lane ?? null });
    });
  }

  /** Ends the process. Open questions fail with the code `cancelled`. */
  close(): void {
    this.#onEnd = undefined;
    this.port.close();
    this.#end({ message: texts.traceProcess.cancelled }, 'cancelled');
  }

  #post(message: PageMessage): void {
    this.port.postMessage(message);
  }

  #receive(message: TraceViewMessage): void {
    const waiting = this.#waiting.get(message.id);
    if (message.kind !== 'progress') this.#waiting.delete(message.id);
    if (message.kind === 'progress') waiting?.onProgress?.(message.share);
    else if (message.kind === 'answer') waiting?.resolve(message.value);
    else waiting?.reject(new AnswerError(message.error));
  }

  #end(text: { message: string; hint?: string }, code: 'cancelled' | 'command'): void {
    if (this.#ended) return;
    this.#ended = new AnswerError({ code, ...text });
    const open = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of open) reject(this.#ended);
    this.#onEnd?.();
  }
}
