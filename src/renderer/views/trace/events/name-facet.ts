import { filterTokens } from '@shared/analysis/event-filter/filter-tokens';
import { FilterSyntaxError } from '@shared/analysis/event-filter/filter-tree';
import { parseFilter } from '@shared/analysis/event-filter/parse-filter';

/** A filter, with the names of events that the facets selected apart from the rest. */
export interface FacetedFilter {
  names: readonly string[];
  /** The other terms, as they were written. */
  rest: string;
}

const PLAIN_NAME = /^[^\s()"'=!<>*?]+$/;
const KEYWORD = /^(and|or|not)$/i;

/** What is wrong with a filter; null if nothing is. An empty filter selects all events. */
export function filterProblem(text: string): FilterSyntaxError | null {
  if (text.trim() === '') return null;
  try {
    parseFilter(text);
    return null;
  } catch (thrown) {
    if (thrown instanceof FilterSyntaxError) return thrown;
    throw thrown;
  }
}

/** Finds the term of the facets at the begin of a filter: one name, or names in parentheses. */
export function facetedFilter(text: string): FacetedFilter {
  const none = { names: [], rest: text.trim() };
  if (none.rest === '' || filterProblem(text)) return none;
  const tokens = filterTokens(text);
  let at = tokens[0]?.kind === 'open' ? 1 : 0;
  const names: string[] = [];
  for (;;) {
    const token = tokens[at];
    if ((token?.kind !== 'word' && token?.kind !== 'quoted') || (token.kind === 'word' && !PLAIN_NAME.test(token.text)))
      return none;
    if (token.kind === 'word' && KEYWORD.test(token.text)) return none;
    names.push(token.text);
    at += 1;
    const next = tokens[at];
    if (tokens[0]?.kind !== 'open' || next?.kind !== 'word' || next.text.toLowerCase() !== 'or') break;
    at += 1;
  }
  if (tokens[0]?.kind === 'open') {
    if (tokens[at]?.kind !== 'close') return none;
    at += 1;
  }
  // What follows has to be joined by `and`: `a or b=1` is not a selection of names.
  const next = tokens[at];
  if (next?.kind === 'comparison' || (next?.kind === 'word' && next.text.toLowerCase() === 'or')) return none;
  const isAnd = next?.kind === 'word' && next.text.toLowerCase() === 'and';
  const rest = text.slice(isAnd ? next.to : (next?.from ?? text.length)).trim();
  return isOnlyAnds(rest) ? { names, rest } : none;
}

/** Whether a rest has no `or` outside of parentheses, which would bind the facets to its first part only. */
function isOnlyAnds(rest: string): boolean {
  if (rest === '') return true;
  let depth = 0;
  for (const token of filterTokens(rest)) {
    if (token.kind === 'open') depth += 1;
    if (token.kind === 'close') depth -= 1;
    if (depth === 0 && token.kind === 'word' && token.text.toLowerCase() === 'or') return false;
  }
  return true;
}

/** Writes a filter with the selected names first. */
export function filterText({ names, rest }: FacetedFilter): string {
  const words = names.map((name) => (PLAIN_NAME.test(name) && !KEYWORD.test(name) ? name : quoted(name)));
  const term = words.length > 1 ? `(${words.join(' or ')})` : (words[0] ?? '');
  const isOr = rest !== '' && term !== '' && !isOnlyAnds(rest);
  return [term, isOr ? `(${rest})` : rest].filter((part) => part !== '').join(' and ');
}

/** Selects a name in addition, or no longer. */
export function toggledName(text: string, name: string): string {
  const { names, rest } = facetedFilter(text);
  const next = names.includes(name) ? names.filter((one) => one !== name) : [...names, name];
  return filterText({ names: next, rest });
}

const quoted = (name: string): string => `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
