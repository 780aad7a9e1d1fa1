import { parseJson } from '../model/json';
import { MIB } from '../model/units';

/** A request is at most so long, in characters; a longer one ends the connection. */
export const LONGEST_REQUEST = MIB;
/** Lists of all events of a kernel are some hundred thousand characters. */
export const LONGEST_ANSWER = 16_777_216;

/** What came is not of this protocol: nothing that follows can be trusted to be, so that the connection ends. */
export class NotOurProtocol extends Error {}

/**
 * Cuts what comes into lines. What is behind the last newline waits for the rest of its line; at the end of the
 * connection it is dropped, for half a request is none.
 */
export class MessageLines {
  #rest: string[] = [];
  #length = 0;

  constructor(private readonly longest: number) {}

  /**
   * @returns the lines that are whole now, each parsed as JSON
   * @throws NotOurProtocol for a line that is too long, holds NUL, or is not JSON; lines before it are not returned
   */
  add(text: string): unknown[] {
    const parts = text.split('\n');
    const last = parts.pop() ?? '';
    const lines = parts.map((part) => {
      this.#take(part);
      const line = this.#rest.join('');
      this.#rest = [];
      this.#length = 0;
      return parsed(line);
    });
    this.#take(last);
    return lines;
  }

  #take(part: string): void {
    this.#length += part.length;
    if (this.#length > this.longest) throw new NotOurProtocol(`a line has more than ${this.longest} characters`);
    if (part.includes('\u0000')) throw new NotOurProtocol('a line holds NUL');
    if (part) this.#rest.push(part);
  }
}

function parsed(line: string): unknown {
  try {
    return parseJson(line);
  } catch (error) {
    throw new NotOurProtocol('a line is not JSON', { cause: error });
  }
}

/** A message as it is sent. JSON writes a newline within a string as an escape: the one at the end is the only one. */
export const messageLine = (message: unknown): string => `${JSON.stringify(message)}\n`;
