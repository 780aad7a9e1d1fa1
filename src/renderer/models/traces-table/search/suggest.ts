import type { TraceRow } from '@shared/model/trace-record';
import { FILTER_NAMES, type FilterName, isFilter, valuesOf } from './filters';
import { splitFilter, tokens } from './parse-query';

export interface Suggestion {
  /** The text in the list: `engine:` or `engine:podman`. */
  label: string;
  /** The filter that it is or belongs to. */
  filter: FilterName;
  /** Whether only the filter's name is suggested, with its explanation. */
  isName: boolean;
  /** The whole text of the field after the suggestion is accepted. */
  query: string;
}

const MOST = 12;
const quoted = (value: string): string => (/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

/**
 * Suggests completions of the last word of the field: filters by name, and after a colon their values. An empty field
 * suggests every filter. A plain word suggests only the filters that start with it.
 */
export function suggest(typed: string, rows: readonly TraceRow[]): Suggestion[] {
  const open = /\s$/.test(typed) ? undefined : tokens(typed).at(-1);
  const before = open ? typed.slice(0, open.start) : typed;
  const text = (open?.text ?? '').toLowerCase();
  const filter = splitFilter(text);
  if (filter && isFilter(filter.name)) {
    const { name } = filter;
    const begun = filter.value.replaceAll('"', '');
    return valuesOf(name, rows)
      .filter((value) => value.toLowerCase().includes(begun) && value.toLowerCase() !== begun)
      .slice(0, MOST)
      .map((value) => ({
        label: `${name}:${quoted(value)}`,
        filter: name,
        isName: false,
        query: `${before}${name}:${quoted(value)} `,
      }));
  }
  if (typed !== '' && text === '') return [];
  return FILTER_NAMES.filter((name) => name.startsWith(text)).map((name) => ({
    label: `${name}:`,
    filter: name,
    isName: true,
    query: `${before}${name}:`,
  }));
}
