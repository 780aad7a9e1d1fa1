/** The scanned text: a string, or in tests an object that counts the accesses. */
export type ScannedText = Pick<string, 'length' | 'charCodeAt' | 'slice' | 'indexOf' | 'startsWith'>;

export interface Token {
  /** `broken`: an unterminated string or comment at the end of the text. */
  kind: 'word' | 'string' | 'mark' | 'broken';
  /** The word or mark; for a string the text between the quotes, with escapes. */
  text: string;
  /** Range of the token in the text, including the quotes of a string. */
  start: number;
  end: number;
}

const LINE_END = 10;
const SPACE = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
const STAR = 42;
const SLASH = 47;
const BACKSLASH = 92;

/**
 * Splits CTF 1.8 metadata into tokens (TSDL; specification, appendix C). Reads each character a bounded number of times.
 * Accepts any text; characters outside TSDL become marks.
 */
export function* tsdlTokens(text: ScannedText): Generator<Token, void, undefined> {
  for (let token = tokenAt(text, 0); token; token = tokenAt(text, token.end)) yield token;
}

/** The first token from an index on; undefined at the end of the text. */
export function tokenAt(text: ScannedText, from: number): Token | undefined {
  const { length } = text;
  let at = from;
  while (at < length) {
    const start = at;
    const code = text.charCodeAt(at);
    const next = code === SLASH ? text.charCodeAt(at + 1) : Number.NaN;
    if (code <= SPACE) at += 1;
    else if (next === SLASH) at = endOfLine(text, at + 2);
    else if (next === STAR) {
      at = endOfComment(text, at + 2);
      if (at < 0) return { kind: 'broken', text: '', start, end: length };
    } else if (code === QUOTE || code === APOSTROPHE) {
      at = endOfString(text, at + 1, code);
      if (at < 0) return { kind: 'broken', text: '', start, end: length };
      return { kind: 'string', text: text.slice(start + 1, at - 1), start, end: at };
    } else if (isWordCode(code)) {
      do at += 1;
      while (at < length && isWordCode(text.charCodeAt(at)));
      return { kind: 'word', text: text.slice(start, at), start, end: at };
    } else return { kind: 'mark', text: text.slice(start, at + 1), start, end: at + 1 };
  }
  return undefined;
}

/** Letters, digits and `_`; in Latin-1 also all characters beyond ASCII. */
const WORD_CODES = new Uint8Array(128);
for (const character of '0123456789_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
  WORD_CODES[character.charCodeAt(0)] = 1;
const isWordCode = (code: number): boolean => code > 127 || WORD_CODES[code] === 1;

function endOfLine(text: ScannedText, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== LINE_END) at += 1;
  return at;
}

/** @returns the index after the comment; -1 when it is unterminated */
function endOfComment(text: ScannedText, from: number): number {
  for (let at = from; at + 1 < text.length; at += 1)
    if (text.charCodeAt(at) === STAR && text.charCodeAt(at + 1) === SLASH) return at + 2;
  return -1;
}

/** @returns the index after the string; -1 when it is unterminated */
function endOfString(text: ScannedText, from: number, quote: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === BACKSLASH) at += 1;
  }
  return -1;
}
