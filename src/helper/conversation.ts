import type { Socket } from 'node:net';
import { AppError, toAppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { MIB } from '@shared/model/units';
import { LONGEST_REQUEST, MessageLines, messageLine } from '@shared/privilege/message-lines';
import { type Message, MOST_AT_ONCE, type Output, type Request, requestSchema } from '@shared/privilege/protocol';

/** Unread answers after which the helper closes the connection; the app reads its answers. */
const MOST_UNREAD_BYTES = 64 * MIB;

type Perform = (request: Request, pass: (output: Output) => Promise<void>) => Promise<unknown>;

/**
 * Reads requests and sends each answer when it is ready. `ended` resolves after the request `bye`, when the app closes the
 * connection, or when a message is not of our protocol.
 */
export class Conversation {
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;
  #greeted = false;
  #lastId = 0;
  #running = 0;
  #hasEnded = false;

  constructor(
    private readonly socket: Socket,
    private readonly perform: Perform,
  ) {
    this.ended = new Promise((resolve) => {
      this.#end = (): void => {
        this.#hasEnded = true;
        socket.pause();
        resolve();
      };
    });
    const lines = new MessageLines(LONGEST_REQUEST);
    for (const event of ['end', 'close', 'error']) socket.on(event, this.#end);
    socket.setMaxListeners(0); // each answer that waits for the app to read adds listeners
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      try {
        for (const message of lines.add(text)) void this.#answer(message);
      } catch {
        this.#end(); // NotOurProtocol
      }
    });
    socket.resume(); // paused until now
  }

  /** Stops reading requests. */
  close(): void {
    this.#end();
  }

  async #answer(message: unknown): Promise<void> {
    if (this.#hasEnded) return;
    const id = idOf(message);
    this.#running += 1;
    try {
      const request = this.#parse(message);
      const value = await this.perform(request, (output) => this.#send({ id, output }));
      await this.#send({ id, ok: true, value });
      if (request.verb === 'bye') this.#end();
    } catch (error) {
      await this.#send({ id, ok: false, error: toAppError(error).toData() });
    } finally {
      this.#running -= 1;
    }
  }

  /** Requires `hello` first and only once, increasing ids, and a bounded number of requests. @throws AppError `config` */
  #parse(message: unknown): Request {
    const request = parseOrThrow(requestSchema, message, 'The request');
    const refusal = (reason: string): AppError => new AppError('config', reason);
    if (request.id <= this.#lastId) throw refusal('The id of a request must be greater than that of the previous one.');
    this.#lastId = request.id;
    if (this.#running > MOST_AT_ONCE.requests)
      throw refusal(`The helper supports at most ${MOST_AT_ONCE.requests} requests at a time.`);
    if (request.verb === 'hello' && this.#greeted) throw refusal('The request hello was already sent.');
    if (request.verb !== 'hello' && !this.#greeted) throw refusal('The first request must be hello.');
    this.#greeted = true;
    return request;
  }

  /** Sends a message. Waits while the app does not read, which also slows down a container's output. */
  async #send(message: Message): Promise<void> {
    if (this.socket.destroyed || !this.socket.writable) return;
    if (this.socket.write(messageLine(message))) return;
    if (this.socket.writableLength > MOST_UNREAD_BYTES) return this.#end();
    await new Promise<void>((resolve) => {
      const events = ['drain', 'close', 'error'];
      const settle = (): void => {
        for (const event of events) this.socket.off(event, settle);
        resolve();
      };
      for (const event of events) this.socket.on(event, settle);
    });
  }
}

/** The request's id, or 0 when it cannot be read. */
function idOf(message: unknown): number {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : 0;
  return typeof id === 'number' && Number.isInteger(id) && id > 0 && id <= 0x7fff_ffff ? id : 0;
}
