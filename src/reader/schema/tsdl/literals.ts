import { LEAST_INTEGER, MOST_INTEGER } from '../bounds';
import type { TsdlCursor } from './cursor';

const SUFFIX = '(?:[uU](?:l|L|ll|LL)?|(?:l|L|ll|LL)[uU]?)?';
const INTEGER = new RegExp(`^(?:(0[xX][0-9a-fA-F]+)|(0[bB][01]+)|(0[0-7]*)|([1-9][0-9]*))${SUFFIX}$`);
/** 64 binary digits, and some zeros. Longer numbers are refused before they are computed. */
const MOST_DIGITS = 128;

/**
 * Reads a constant integer: decimal, octal, hexadecimal or binary, with signs and brackets.
 * @returns -2^63 to 2^64 - 1
 */
export function constantInteger(cursor: TsdlCursor): bigint {
  let sign = 1n;
  let brackets = 0;
  for (;;)
    if (cursor.accept('-')) sign = -sign;
    else if (cursor.accept('(')) brackets += 1;
    else if (!cursor.accept('+')) break;
  const value = sign * literal(cursor);
  if (value < LEAST_INTEGER || value > MOST_INTEGER) throw cursor.error('A number does not fit in 64 bits.');
  for (; brackets > 0; brackets -= 1) cursor.expect(')');
  return value;
}

/** Whether a number, a sign or a bracket is next. */
export function isConstant(cursor: TsdlCursor): boolean {
  const token = cursor.peek();
  return token?.kind === 'word' ? /^\d/.test(token.text) : token?.kind === 'mark' && '+-('.includes(token.text);
}

function literal(cursor: TsdlCursor): bigint {
  const token = cursor.peek();
  const match = token?.kind === 'word' ? INTEGER.exec(token.text.slice(0, MOST_DIGITS + 1)) : null;
  if (!match) throw cursor.error('Expected an integer.');
  if ((token?.text.length ?? 0) > MOST_DIGITS) throw cursor.error('A number does not fit in 64 bits.');
  cursor.next();
  const [, hexadecimal, binary, octal, decimal] = match;
  return BigInt(hexadecimal ?? binary ?? (octal === undefined ? (decimal ?? 0) : `0o0${octal.slice(1)}`));
}

/** Reads a character in apostrophes, which is an integer as in C. */
export function characterLiteral(cursor: TsdlCursor): bigint {
  return BigInt(unescaped(cursor.next().text).codePointAt(0) ?? 0);
}

/** Reads a string in double quotes, and replaces its escapes. */
export function stringLiteral(cursor: TsdlCursor): string {
  const token = cursor.peek();
  if (token?.kind !== 'string') throw cursor.error('Expected a string.');
  if (cursor.isCharacter()) throw cursor.error('Expected a string in double quotes.');
  if (token.text.includes('\0')) throw cursor.error('A string contains a zero byte.');
  return unescaped(cursor.next().text);
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{1,3})|([0-7]{1,3})|(.))/gs;
const CONTROLS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** As in C, but with up to three hexadecimal digits, as babeltrace2 reads them. A zero character ends the text. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  const plain = text.replace(ESCAPE, (_, hexadecimal?: string, octal?: string, character?: string) => {
    const code = hexadecimal === undefined ? octal && Number.parseInt(octal, 8) : Number.parseInt(hexadecimal, 16);
    if (typeof code === 'number') return String.fromCharCode(code & 0xff);
    return CONTROLS[character ?? ''] ?? character ?? '';
  });
  const end = plain.indexOf('\0');
  return end < 0 ? plain : plain.slice(0, end);
}
