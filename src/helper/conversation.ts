import type { Socket } from 'node:net';
import { AppError, toAppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { MIB } from '@shared/model/units';
import { LONGEST_REQUEST, MessageLines, messageLine } from '@shared/privilege/message-lines';
import { type Message, MOST_AT_ONCE, type Output, type Request, requestSchema } from '@shared/privilege/protocol';

/** An app that asks and does not read is no app of ours. */
const MOST_UNREAD_BYTES = 64 * MIB;

type Perform = (request: Request, pass: (output: Output) => Promise<void>) => Promise<unknown>;

/**
 * Reads requests and answers them, in the order in which they are done. Resolves when the conversation is over: the app has
 * said goodbye or gone away, or what came is not of our protocol.
 */
export class Conversation {
  readonly ended: Promise<void>;
  #end: () => void = () => undefined;
  #greeted = false;
  #lastId = 0;
  #underWay = 0;
  #over = false;

  constructor(
    private readonly socket: Socket,
    private readonly perform: Perform,
  ) {
    this.ended = new Promise((resolve) => {
      this.#end = (): void => {
        this.#over = true;
        socket.pause();
        resolve();
      };
    });
    const lines = new MessageLines(LONGEST_REQUEST);
    for (const event of ['end', 'close', 'error']) socket.on(event, this.#end);
    socket.setMaxListeners(0); // each answer that waits for the app to read listens
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      try {
        for (const message of lines.add(text)) void this.#answer(message);
      } catch {
        this.#end(); // NotOurProtocol
      }
    });
    socket.resume(); // it was held until somebody listens
  }

  /** Nothing is taken any more. */
  close(): void {
    this.#end();
  }

  async #answer(message: unknown): Promise<void> {
    if (this.#over) return;
    const id = numberOf(message);
    this.#underWay += 1;
    try {
      const request = this.#taken(message);
      const value = await this.perform(request, (output) => this.#send({ id, output }));
      await this.#send({ id, ok: true, value });
      if (request.verb === 'bye') this.#end();
    } catch (error) {
      await this.#send({ id, ok: false, error: toAppError(error).toData() });
    } finally {
      this.#underWay -= 1;
    }
  }

  /** The order of things: a hello first and once, numbers that grow, not too much at once. @throws AppError `config` */
  #taken(message: unknown): Request {
    const request = parseOrThrow(requestSchema, message, 'The request');
    const wrong = (words: string): AppError => new AppError('config', words);
    if (request.id <= this.#lastId) throw wrong('The number of a request is greater than that of the one before.');
    this.#lastId = request.id;
    if (this.#underWay > MOST_AT_ONCE.requests) throw wrong(`At most ${MOST_AT_ONCE.requests} requests at once.`);
    if (request.verb === 'hello' && this.#greeted) throw wrong('The hello was said already.');
    if (request.verb !== 'hello' && !this.#greeted) throw wrong('The first request is hello.');
    this.#greeted = true;
    return request;
  }

  /** Waits while the app does not read, so that what comes from a container waits as well. */
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

/** The request's number, as far as it can be read: 0 otherwise. */
function numberOf(message: unknown): number {
  const id = typeof message === 'object' && message !== null && 'id' in message ? message.id : 0;
  return typeof id === 'number' && Number.isInteger(id) && id > 0 && id <= 0x7fff_ffff ? id : 0;
}
