import type { TimelineRow } from '@shared/trace-view/timeline-rows';
import { MOST_TEXT } from '@shared/trace-view/trace-place';
import type { SearchMatches } from '@shared/trace-view/trace-search';
import { count } from '../../../format/figures';
import { shortTime } from '../../../format/nanoseconds';
import { texts } from '../../../texts/en';
import { nameOfRow } from '../timeline/rows/row-text';

const { search: labels } = texts.traceTabs;

/** One match, in the order in which F3 goes through them: functions, rows, events. */
export type SearchResult =
  | { kind: 'function'; key: string; name: string; more: string; match: SearchMatches['functions'][number] }
  | { kind: 'row'; key: string; name: string; more: string; row: number }
  | { kind: 'event'; key: string; name: string; more: string };

export type ResultKind = SearchResult['kind'];

/** The matches as one list. Rows that the trace does not have are left out. */
export function searchResults({ functions, rows, events }: SearchMatches, all: readonly TimelineRow[]): SearchResult[] {
  return [
    ...functions.map(
      (match): SearchResult => ({
        kind: 'function',
        key: `function ${match.key}`,
        name: match.name,
        more: `${labels.calls(count(match.count))} · ${labels.slowest(shortTime(match.maxNs))}`,
        match,
      }),
    ),
    ...rows.flatMap((row): SearchResult[] => {
      const one = all[row];
      if (!one) return [];
      const kind = labels.kinds[one.kind];
      return [
        {
          kind: 'row',
          key: `row ${row}`,
          name: nameOfRow(one),
          more: one.number === null ? kind : `${kind} ${one.number}`,
          row,
        },
      ];
    }),
    ...events.map(
      ({ name, count: events_ }): SearchResult => ({
        kind: 'event',
        key: `event ${name}`,
        name,
        more: labels.events(count(events_)),
      }),
    ),
  ];
}

/** Number of all matches, also of those beyond the limit. */
export const allMatches = ({ all: { functions, rows, events } }: SearchMatches): number => functions + rows + events;

/** The next match; after the last one comes the first. -1: none is current yet. */
export const nextResult = (at: number, length: number, by: 1 | -1): number =>
  length === 0 ? -1 : at < 0 ? (by > 0 ? 0 : length - 1) : (at + by + length) % length;

/** A filter that selects the events of the first of these names, as many as a question may have. Null without names. */
export function filterOfNames(names: readonly string[], most: number): string | null {
  let filter: string | null = null;
  for (const name of names.slice(0, most)) {
    const quoted = `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
    const longer: string = filter === null ? quoted : `${filter} or ${quoted}`;
    if (longer.length <= MOST_TEXT) filter = longer;
  }
  return filter;
}

/** Marks where the slowest calls of the functions began. */
export function functionMarks(functions: SearchMatches['functions'], bins: number, lengthNs: number): Uint32Array {
  const marks = new Uint32Array(bins);
  for (const { maxAtNs } of functions) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((maxAtNs / Math.max(1, lengthNs)) * bins)));
    marks[bin] = (marks[bin] ?? 0) + 1;
  }
  return marks;
}

/** Adds the marks of two kinds of matches with the same number of bins. */
export const addedMarks = (one: Uint32Array, other: Uint32Array): Uint32Array =>
  one.map((count_, at) => count_ + (other[at] ?? 0));
