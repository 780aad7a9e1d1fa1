import { COMPARISONS, type Comparison, FilterSyntaxError } from './filter-tree';

export type FilterToken = { from: number; to: number } & (
  | { kind: 'word' | 'quoted'; text: string }
  | { kind: 'comparison'; text: Comparison }
  | { kind: 'open' | 'close' | 'end' }
);

const SPACE = /\s/;
/** Ends a word without quotes. */
const MARK = /[\s()"'=!<>]/;

/** Splits a filter. The last token is `end`. @throws FilterSyntaxError for an open quote and for a lone `!` */
export function filterTokens(text: string): FilterToken[] {
  const tokens: FilterToken[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (SPACE.test(char)) at += 1;
    else {
      const token = tokenAt(text, at, char);
      tokens.push(token);
      at = token.to;
    }
  }
  return [...tokens, { kind: 'end', from: text.length, to: text.length }];
}

function tokenAt(text: string, from: number, char: string): FilterToken {
  if (char === '(') return { kind: 'open', from, to: from + 1 };
  if (char === ')') return { kind: 'close', from, to: from + 1 };
  if (char === '"' || char === "'") return quoted(text, from, char);
  const comparison = [...COMPARISONS].sort((a, b) => b.length - a.length).find((one) => text.startsWith(one, from));
  if (comparison) return { kind: 'comparison', text: comparison, from, to: from + comparison.length };
  if (char === '!') throw new FilterSyntaxError('“!” is followed by “=”. To negate, write “not”.', from, from + 1);
  let to = from;
  while (to < text.length && !MARK.test(text.charAt(to))) to += 1;
  return { kind: 'word', text: text.slice(from, to), from, to };
}

/** A backslash before a quote or another backslash makes it part of the text. */
function quoted(text: string, from: number, quote: string): FilterToken {
  let content = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === quote) return { kind: 'quoted', text: content, from, to: at + 1 };
    if (char === '\\' && at + 1 < text.length) {
      at += 1;
      content += text.charAt(at);
    } else content += char;
  }
  throw new FilterSyntaxError('The quote is not closed.', from, text.length);
}
