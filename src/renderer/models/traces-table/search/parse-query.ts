import { FILTERS, type FilterName, isFilter, type RowTest } from './filters';

export interface Query {
  /** In lower case. A row must contain all of them. */
  words: string[];
  tests: RowTest[];
  /** Filters with an invalid value. They are ignored, and the field shows an error. */
  wrong: { name: FilterName; value: string }[];
  /** `name:value` with an unknown name, which is searched for as text. */
  unknown: string[];
}

export interface Token {
  text: string;
  /** The index in the typed text. */
  start: number;
}

/** White space separates terms. Quotes join them: `tag:"two words"` is one. An unclosed quote extends to the end. */
export function tokens(typed: string): Token[] {
  return [...typed.matchAll(/(?:[^\s"]|"[^"]*"?)+/g)].map((found) => ({ text: found[0], start: found.index }));
}

/** `name` and the text after its colon; null for a plain word. */
export function splitFilter(text: string): { name: string; value: string } | null {
  const [, name, value] = /^([A-Za-z]+):(.*)$/s.exec(text) ?? [];
  return name === undefined || value === undefined ? null : { name: name.toLowerCase(), value };
}

const unquoted = (text: string): string => text.replaceAll('"', '').trim().toLowerCase();

/** Parses the text of the search field. A filter without a value is still being typed and is ignored. */
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
