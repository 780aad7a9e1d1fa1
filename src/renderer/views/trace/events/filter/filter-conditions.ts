import { type FilterToken, filterTokens } from '@shared/analysis/event-filter/filter-tokens';
import { facetedFilter, filterProblem } from '../name-facet';

const isWord = (token: FilterToken | undefined, word: string): boolean =>
  token?.kind === 'word' && token.text.toLowerCase() === word;

/** The conditions of a valid filter that are joined by `and`, as they were written. A filter with `or` is one condition. */
export function filterConditions(text: string): string[] {
  if (text.trim() === '' || filterProblem(text)) return [];
  const tokens = filterTokens(text);
  const conditions: string[] = [];
  let at = 0;
  while (tokens[at]?.kind !== 'end') {
    if (isWord(tokens[at], 'or')) return [text.trim()];
    if (isWord(tokens[at], 'and')) at += 1;
    const from = tokens[at]?.from ?? 0;
    at = endOfTerm(tokens, at);
    conditions.push(text.slice(from, tokens[at - 1]?.to));
  }
  return conditions;
}

/** @returns the token after a term, which may be negated, in parentheses or a comparison */
function endOfTerm(tokens: readonly FilterToken[], from: number): number {
  let at = from;
  while (isWord(tokens[at], 'not')) at += 1;
  if (tokens[at]?.kind !== 'open') return tokens[at + 1]?.kind === 'comparison' ? at + 3 : at + 1;
  for (let depth = 0; ; at += 1) {
    if (tokens[at]?.kind === 'open') depth += 1;
    if (tokens[at]?.kind === 'close') depth -= 1;
    if (depth === 0) return at + 1;
  }
}

/** A filter that all conditions have to match. */
export function joinedConditions(conditions: readonly string[]): string {
  const all = conditions.map((one) => one.trim()).filter((one) => one !== '');
  if (all.length < 2) return all[0] ?? '';
  return all.map((one) => (filterConditions(one).length > 1 || !hasOr(one) ? one : `(${one})`)).join(' and ');
}

/** Whether an `or` is outside of parentheses. */
function hasOr(condition: string): boolean {
  if (filterProblem(condition)) return false;
  let depth = 0;
  return filterTokens(condition).some((token) => {
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') depth -= 1;
    return depth === 0 && isWord(token, 'or');
  });
}

/** What a condition compares, and with what; `subject` null where it is not a simple comparison. */
export function conditionParts(condition: string): { subject: string | null; value: string } {
  const { names, rest } = facetedFilter(condition);
  if (names.length > 0 && rest === '') return { subject: 'event', value: names.join(' ') };
  const [first, operator, value, end] = filterProblem(condition) ? [] : filterTokens(condition);
  if (first?.kind === 'word' && operator?.kind === 'end') return { subject: 'event', value: first.text };
  if (
    first?.kind === 'word' &&
    operator?.kind === 'comparison' &&
    operator.text === '=' &&
    (value?.kind === 'word' || value?.kind === 'quoted') &&
    end?.kind === 'end'
  )
    return { subject: first.text, value: value.text };
  return { subject: null, value: condition };
}
