import type { TraceRow } from '@shared/model/trace-record';
import { FILTER_NAMES, type FilterName, isFilter, valuesOf } from './filters';
import { splitFilter, tokens } from './parse-query';

export interface Suggestion {
  /** What the list shows: `engine:` or `engine:podman`. */
  label: string;
  /** Which filter it is or belongs to. */
  filter: FilterName;
  /** Whether only the filter's name is offered, with its explanation. */
  isName: boolean;
  /** The whole text of the field when it is taken. */
  query: string;
}

const MOST = 12;
const quoted = (value: string): string => (/[\s"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value);

/**
 * What the last word of the field could become: filters by name, and behind a colon their values. An empty field offers
 * every filter; a plain word offers none but those that begin with it.
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
