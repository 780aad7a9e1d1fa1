import { metadataError, ReadError } from '../../read-error';
import { checkName, LEAST_INTEGER, MOST_INTEGER, MOST_NESTING, type PartsBudget } from '../bounds';

/** A JSON value with its line. Integers are exact, unlike those of `JSON.parse`, since ids and ranges have 64 bits. */
export type JsonValue =
  | { kind: 'object'; entries: ReadonlyMap<string, JsonValue>; line: number }
  | { kind: 'array'; items: readonly JsonValue[]; line: number }
  | { kind: 'string'; text: string; line: number }
  | { kind: 'integer'; integer: bigint; line: number }
  | { kind: 'boolean'; boolean: boolean; line: number }
  /** Numbers with a fraction or an exponent occur nowhere in CTF 2 outside user attributes. */
  | { kind: 'real'; line: number }
  | { kind: 'null'; line: number };

/** A class inside a class takes up to four values: an option object in an array in a class in an object. */
const MOST_VALUE_NESTING = 4 * MOST_NESTING;
const MOST_DIGITS = 20;
const LINE_END = 10;
const SPACE = /[ \t\r\n\x1e]*/y;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const PLAIN_STRING = /[^"\\\u0000-\u001f]*/y;
const WORD = /true|false|null/y;
const ESCAPED: Readonly<Record<string, string>> = {
  ...{ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' },
};

/**
 * Parses the values of a JSON text sequence (RFC 7464), one after the other. The record separator before each value may be missing.
 * @throws ReadError
 */
export function* jsonSequence(text: string, budget: PartsBudget): Generator<JsonValue, void, undefined> {
  const parser = new JsonParser(text, budget);
  while (!parser.isAtEnd()) yield parser.value(0);
}

class JsonParser {
  #at = 0;
  #line = 1;
  /** Up to where line ends were counted, so that each character is looked at once. */
  #counted = 0;

  constructor(
    private readonly text: string,
    private readonly budget: PartsBudget,
  ) {}

  /** Skips white space and record separators. */
  isAtEnd(): boolean {
    this.#skipSpace();
    return this.#at >= this.text.length;
  }

  value(depth: number): JsonValue {
    this.#skipSpace();
    const line = this.#lineHere();
    this.budget.spend(line);
    if (depth > MOST_VALUE_NESTING) throw new ReadError('too-large', 'The metadata is nested too deeply.', { line });
    const first = this.text[this.#at];
    if (first === '{') return { kind: 'object', entries: this.#entries(depth + 1), line };
    if (first === '[') return { kind: 'array', items: this.#items(depth + 1), line };
    if (first === '"') return { kind: 'string', text: this.#string(), line };
    const word = this.#match(WORD)?.[0];
    if (word) return word === 'null' ? { kind: 'null', line } : { kind: 'boolean', boolean: word === 'true', line };
    return this.#number(line);
  }

  #entries(depth: number): Map<string, JsonValue> {
    const entries = new Map<string, JsonValue>();
    this.#at += 1;
    if (this.#accept('}')) return entries;
    do {
      this.#skipSpace();
      const key = this.#string();
      if (entries.has(key)) throw this.#error('A property occurs twice.');
      if (!this.#accept(':')) throw this.#error('Expected `:`.');
      entries.set(key, this.value(depth));
    } while (this.#accept(','));
    if (!this.#accept('}')) throw this.#error('Expected `,` or `}`.');
    return entries;
  }

  #items(depth: number): JsonValue[] {
    const items: JsonValue[] = [];
    this.#at += 1;
    if (this.#accept(']')) return items;
    do items.push(this.value(depth));
    while (this.#accept(','));
    if (!this.#accept(']')) throw this.#error('Expected `,` or `]`.');
    return items;
  }

  #string(): string {
    if (this.text[this.#at] !== '"') throw this.#error('Expected a string.');
    const line = this.#lineHere();
    this.#at += 1;
    let text = '';
    for (;;) {
      text += this.#match(PLAIN_STRING)?.[0] ?? '';
      checkName(text, line);
      const mark = this.text[this.#at];
      this.#at += 1;
      if (mark === '"') return text;
      if (mark !== '\\') throw this.#error('A string has no end, or contains a control character.');
      text += this.#escape();
    }
  }

  #escape(): string {
    const mark = this.text[this.#at] ?? '';
    this.#at += 1;
    if (Object.hasOwn(ESCAPED, mark)) return ESCAPED[mark] ?? '';
    const digits = this.text.slice(this.#at, this.#at + 4);
    if (mark !== 'u' || !/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#error('An escape is unknown.');
    this.#at += digits.length;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #number(line: number): JsonValue {
    const match = this.#match(NUMBER);
    if (!match) throw this.#error('Expected a value.');
    const [digits, fraction, exponent] = match;
    if (fraction !== undefined || exponent !== undefined) return { kind: 'real', line };
    const integer = digits.length > MOST_DIGITS ? MOST_INTEGER + 1n : BigInt(digits);
    if (integer < LEAST_INTEGER || integer > MOST_INTEGER)
      throw metadataError('A number does not fit in 64 bits.', line);
    return { kind: 'integer', integer, line };
  }

  #accept(mark: string): boolean {
    this.#skipSpace();
    if (this.text[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }

  #skipSpace(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.text);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  #lineHere(): number {
    for (; this.#counted < this.#at; this.#counted += 1)
      if (this.text.charCodeAt(this.#counted) === LINE_END) this.#line += 1;
    return this.#line;
  }

  #error(message: string): ReadError {
    return metadataError(message, this.#lineHere());
  }
}
