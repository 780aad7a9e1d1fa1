import { parseJson } from '../model/json';
import { MIB } from '../model/units';

/** Longest request in characters. A longer one ends the connection. */
export const LONGEST_REQUEST = MIB;
/** Longest answer in characters. A list of all events of a kernel has some hundred thousand. */
export const LONGEST_ANSWER = 16_777_216;

/** Received text that is not of this protocol. It ends the connection, since the following text cannot be parsed. */
export class NotOurProtocol extends Error {}

/**
 * Splits received text into lines. Keeps an incomplete line until its rest arrives, and discards it at the end of the connection.
 */
export class MessageLines {
  #rest: string[] = [];
  #length = 0;

  constructor(private readonly longest: number) {}

  /**
   * @returns the complete lines, each parsed as JSON
   * @throws NotOurProtocol for a line that is too long, contains NUL, or is not JSON; earlier lines are not returned
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
    if (part.includes('\u0000')) throw new NotOurProtocol('a line contains NUL');
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

/** Formats a message as one line. JSON escapes newlines in strings. */
export const messageLine = (message: unknown): string => `${JSON.stringify(message)}\n`;
