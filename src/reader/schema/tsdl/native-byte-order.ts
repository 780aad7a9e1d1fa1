import { MOST_TOKENS } from '../bounds';
import type { ByteOrder } from '../field-class';
import { type Token, tsdlTokens } from './tokens';

const OPENING = '{[(';
const CLOSING = '}])';
const ORDERS: Readonly<Record<string, ByteOrder>> = { le: 'little', be: 'big', network: 'big' };

/** The byte order that a word names; undefined for `native` and any other word. */
export const namedByteOrder = (word: string): ByteOrder | undefined =>
  Object.hasOwn(ORDERS, word) ? ORDERS[word] : undefined;

/**
 * The byte order of the block `trace`. Types before the block depend on it, so it is read first.
 * @returns undefined if the metadata has no such block, or the block no known byte order
 */
export function nativeByteOrder(text: string): ByteOrder | undefined {
  let depth = 0;
  let isTrace = false;
  /** The last two tokens before the current one. */
  let before: [Token | undefined, Token | undefined] = [undefined, undefined];
  let count = 0;
  for (const token of tsdlTokens(text)) {
    count += 1;
    if (count > MOST_TOKENS) break; // refused by the parser
    if (token.kind === 'mark' && OPENING.includes(token.text)) {
      if (depth === 0) isTrace = isWord(before[1], 'trace');
      depth += 1;
    } else if (token.kind === 'mark' && CLOSING.includes(token.text)) depth -= 1;
    else if (isTrace && depth === 1 && isWord(before[0], 'byte_order') && isMark(before[1], '='))
      return namedByteOrder(token.text);
    before = [before[1], token];
  }
  return undefined;
}

const isWord = (token: Token | undefined, text: string): boolean => token?.kind === 'word' && token.text === text;
const isMark = (token: Token | undefined, text: string): boolean => token?.kind === 'mark' && token.text === text;
