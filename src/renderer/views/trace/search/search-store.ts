import type { ErrorData } from '@shared/model/app-error';
import type { SearchMatches } from '@shared/trace-view/trace-search';
import { create } from 'zustand';
import { errorOf } from '../../../bridge';
import { useSearchMarks } from '../../../stores/trace-view/search-marks';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { placeOfSlowest } from '../functions/place-of-slowest';
import { placeOfResult } from './place-of-result';
import {
  addedMarks,
  filterOfNames,
  functionMarks,
  nextResult,
  type SearchResult,
  searchResults,
} from './search-results';

const BINS = 1_024;
/** Names of events whose places are marked. */
const MOST_NAMES = 20;

interface SearchState {
  text: string;
  /** Of the text; null while they are searched for. */
  matches: SearchMatches | null;
  results: readonly SearchResult[];
  /** Index of the current match, -1 for none. */
  at: number;
  error: ErrorData | null;
  search(text: string): Promise<void>;
  /** Goes to a match. */
  goTo(at: number): void;
  next(by: 1 | -1): void;
  clear(): void;
}

const NONE = { text: '', matches: null, results: [], at: -1, error: null };

/** The search of the opened trace. Its marks are in useSearchMarks. */
export const useTraceSearch = create<SearchState>()((set, get) => ({
  ...NONE,
  async search(text) {
    set({ ...NONE, text });
    useSearchMarks.getState().clear('search');
    const { client, whole, facts } = useTraceView.getState();
    if (text.trim() === '' || !client || !whole || !facts) return;
    const isCurrent = (): boolean => get().text === text && useTraceView.getState().client === client;
    try {
      const matches = await client.ask('search', { text: text.trim() }, { lane: 'search' });
      if (!isCurrent()) return;
      set({ matches, results: searchResults(matches, whole.rows) });
      const marks = functionMarks(matches.functions, BINS, facts.lengthNs);
      const filter = filterOfNames(
        matches.events.map(({ name }) => name),
        MOST_NAMES,
      );
      const range = { fromNs: 0, toNs: Math.max(1, facts.lengthNs) };
      const events =
        filter === null
          ? null
          : await client.ask('event-matches', { range, rows: [], filter, bins: BINS }, { lane: 'search-marks' });
      if (!isCurrent()) return;
      const count = matches.all.functions + matches.all.rows + (events?.count ?? 0);
      useSearchMarks.getState().show('search', events ? addedMarks(marks, events.marks) : marks, count);
    } catch (thrown) {
      const error = errorOf(thrown);
      if (isCurrent() && error.code !== 'cancelled') set({ error });
    }
  },
  goTo(at) {
    const result = get().results[at];
    const { client, facts, go } = useTraceView.getState();
    if (!result || !facts || !client) return;
    set({ at });
    go(placeOfResult(result, facts.lengthNs));
    // The depth of the slowest call is asked for; until then its time is shown.
    const slowest = result.kind === 'function' ? placeOfSlowest(result.match, facts.lengthNs) : null;
    slowest?.(client).then(
      (place) => {
        if (get().results[get().at] === result) go(place, 'replace');
      },
      (thrown: unknown) => set({ error: errorOf(thrown) }),
    );
  },
  next: (by) => get().goTo(nextResult(get().at, get().results.length, by)),
  clear() {
    set(NONE);
    useSearchMarks.getState().clear('search');
  },
}));

// Another trace has other matches.
useTraceView.subscribe(({ id }, before) => {
  if (id !== before.id && useTraceSearch.getState().text !== '') useTraceSearch.getState().clear();
});
