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
  /** Gives up waiting; the helper goes on with what it was asked. */
  signal?: AbortSignal | undefined;
}

/** The app's end of the conversation with the helper: one question, one answer. */
export class HelperConnection {
  /** Settles when the helper has gone. */
  readonly gone: Promise<void>;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #isOpen = true;

  constructor(private readonly socket: Socket) {
    const lines = new MessageLines(LONGEST_ANSWER);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      try {
        for (const message of lines.add(text)) this.#take(message);
      } catch {
        socket.destroy(); // it does not speak our protocol
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

  /** @throws AppError what the helper answers; `command` when it has gone, `cancelled` by the signal, `config` before it is sent */
  ask<V extends Verb>(verb: V, fields: Fields<V>, { onOutput, signal }: AskOptions = {}): Promise<ValueOf<V>> {
    if (!this.#isOpen) return Promise.reject(helperGone());
    if (signal?.aborted) return Promise.reject(cancelled(verb));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      const request = parseOrThrow(requestSchema, { id, verb, ...fields }, 'The request to the helper');
      const give = (): void => {
        this.#pending.delete(id);
        reject(cancelled(verb));
      };
      const settled = (): void => signal?.removeEventListener('abort', give);
      signal?.addEventListener('abort', give, { once: true });
      this.#pending.set(id, {
        verb,
        onOutput,
        resolve: (value) => {
          settled();
          resolve(value as ValueOf<V>); // parsed by the verb's own schema in #take
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

  /** @throws AppError for what is no message of ours */
  #take(said: unknown): void {
    const message = parseOrThrow(messageSchema, said, "The helper's message");
    const pending = this.#pending.get(message.id);
    if (!pending) return; // nobody waits for it any more
    if ('output' in message) {
      pending.onOutput?.(message.output);
      return;
    }
    this.#pending.delete(message.id);
    if (message.ok) pending.resolve(parseOrThrow(valueSchemas[pending.verb], message.value, "The helper's answer"));
    else pending.reject(AppError.fromData(message.error));
  }
}

const cancelled = (verb: Verb): AppError => new AppError('cancelled', `Cancelled while the helper did ${verb}.`);

const helperGone = (): AppError =>
  new AppError('command', 'The helper has ended; what it had started ended with it.', {
    hint: 'Record again: it is started anew, for the password. Recording userspace alone needs no privilege.',
  });
