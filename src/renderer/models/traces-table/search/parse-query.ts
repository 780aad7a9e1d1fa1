import { FILTERS, type FilterName, isFilter, type RowTest } from './filters';

export interface Query {
  /** In small letters; a row holds all of them somewhere. */
  words: string[];
  tests: RowTest[];
  /** Filters whose value is none: they are passed over, and the field says so. */
  wrong: { name: FilterName; value: string }[];
  /** `name:value` that is no filter and is therefore searched for as it stands. */
  unknown: string[];
}

export interface Token {
  text: string;
  /** Where it begins in what was typed. */
  start: number;
}

/** White space parts, quotes hold together: `tag:"two words"` is one. A quote that is still open goes to the end. */
export function tokens(typed: string): Token[] {
  return [...typed.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)].map((found) => ({ text: found[0], start: found.index }));
}

/** `name` and what is behind its colon; null for a plain word. */
export function splitFilter(text: string): { name: string; value: string } | null {
  const [, name, value] = /^([A-Za-z]+):(.*)$/s.exec(text) ?? [];
  return name === undefined || value === undefined ? null : { name: name.toLowerCase(), value };
}

const unquoted = (text: string): string => text.replaceAll('"', '').trim().toLowerCase();

/** What the search field's text asks for. A filter without a value is one that is still being typed: passed over. */
export function parseQuery(typed: string): Query {
  const query: Query = { words: [], tests: [], wrong: [], unknown: [] };
  for (const { text } of tokens(typed)) {
    const filter = splitFilter(text);
    if (!filter || !isFilter(filter.name)) {
      if (filter?.value) query.unknown.push(text);
      const word = unquoted(text);
      if (word) query.words.push(word);
      continue;
    }
    const value = unquoted(filter.value);
    if (value === '') continue;
    const test = FILTERS[filter.name](value, filter.value.startsWith('"'));
    if (test) query.tests.push(test);
    else query.wrong.push({ name: filter.name, value: filter.value });
  }
  return query;
}
