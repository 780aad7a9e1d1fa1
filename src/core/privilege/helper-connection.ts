import type { Socket } from 'node:net';
import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { LONGEST_ANSWER, MessageLines, messageLine } from '@shared/privilege/message-lines';
import {
  messageSchema,
  type Output,
  type RequestOf,
  requestSchema,
  type ValueOf,
  type Verb,
  valueSchemas,
} from '@shared/privilege/protocol';

interface Pending {
  verb: Verb;
  onOutput: ((output: Output) => void) | undefined;
  resolve(value: unknown): void;
  reject(error: AppError): void;
}

type Fields<V extends Verb> = Omit<RequestOf<V>, 'id' | 'verb'>;

interface AskOptions {
  onOutput?: (output: Output) => void;
  /** Stops waiting for the answer. The helper continues with the request. */
  signal?: AbortSignal | undefined;
}

/** The app's connection to the helper. Each request gets one answer. */
export class HelperConnection {
  /** Resolves when the connection is closed. */
  readonly gone: Promise<void>;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #isOpen = true;

  constructor(private readonly socket: Socket) {
    const lines = new MessageLines(LONGEST_ANSWER);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      try {
        for (const message of lines.add(text)) this.#receive(message);
      } catch {
        socket.destroy(); // the message is not of our protocol
      }
    });
    socket.on('error', () => socket.destroy());
    this.gone = new Promise((resolve) => {
      socket.once('close', () => {
        this.#isOpen = false;
        for (const pending of this.#pending.values()) pending.reject(helperGone());
        this.#pending.clear();
        resolve();
      });
    });
    socket.resume();
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** @throws AppError the helper's error; `command` when it has ended, `cancelled` by the signal, `config` for an invalid request */
  ask<V extends Verb>(verb: V, fields: Fields<V>, { onOutput, signal }: AskOptions = {}): Promise<ValueOf<V>> {
    if (!this.#isOpen) return Promise.reject(helperGone());
    if (signal?.aborted) return Promise.reject(cancelled(verb));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const request = parseOrThrow(requestSchema, { id, verb, ...fields }, 'The request to the helper');
      const cancel = (): void => {
        this.#pending.delete(id);
        reject(cancelled(verb));
      };
      const settled = (): void => signal?.removeEventListener('abort', cancel);
      signal?.addEventListener('abort', cancel, { once: true });
      this.#pending.set(id, {
        verb,
        onOutput,
        resolve: (value) => {
          settled();
          resolve(value as ValueOf<V>); // #receive parsed it with the verb's schema
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      this.socket.write(messageLine(request));
    });
  }

  end(): void {
    this.socket.end();
  }

  destroy(): void {
    this.socket.destroy();
  }

  /** @throws AppError for an invalid message */
  #receive(received: unknown): void {
    const message = parseOrThrow(messageSchema, received, "The helper's message");
    const pending = this.#pending.get(message.id);
    if (!pending) return; // the request was cancelled
    if ('output' in message) {
      pending.onOutput?.(message.output);
      return;
    }
    this.#pending.delete(message.id);
    if (message.ok) pending.resolve(parseOrThrow(valueSchemas[pending.verb], message.value, "The helper's answer"));
    else pending.reject(AppError.fromData(message.error));
  }
}

const cancelled = (verb: Verb): AppError =>
  new AppError('cancelled', `Cancelled while the helper ran the request ${verb}.`);

const helperGone = (): AppError =>
  new AppError('command', 'The privileged helper has ended, and so have the sessions and containers that it started.', {
    hint: 'Record again and enter your password. Recording userspace alone needs no privilege.',
  });
