import { create } from 'zustand';
import { useTraceView } from './use-trace';

/** What marks matches: the search, or the filter of the events. */
export type MarkSource = 'search' | 'events';

interface SearchMarks {
  /** Matches of a search or a filter, by bin of equal length over the whole trace; null without one. The overview shows them. */
  marks: Uint32Array | null;
  count: number;
  source: MarkSource | null;
  /** The last source that found something is shown. */
  show(source: MarkSource, marks: Uint32Array, count: number): void;
  /** Removes the marks of the source; those of another source stay. */
  clear(source: MarkSource): void;
}

const NONE = { marks: null, count: 0, source: null };

export const useSearchMarks = create<SearchMarks>()((set, get) => ({
  ...NONE,
  show: (source, marks, count) => set({ source, marks, count }),
  clear: (source) => {
    if (get().source === source) set(NONE);
  },
}));

useTraceView.subscribe((state, before) => {
  if (state.id !== before.id) useSearchMarks.setState(NONE);
});
