import { type Action, knowActions } from '../../../stores/actions';
import { texts } from '../../../texts/en';
import { useTraceSearch } from './search-store';
import { TRACE_SEARCH_ID } from './TraceSearch';

const { search: labels } = texts.traceTabs;
const hasResults = (): boolean => useTraceSearch.getState().results.length > 0;

/** The keys of the search, while a trace is shown. */
export const TRACE_SEARCH_ACTIONS: readonly Action[] = [
  {
    id: 'trace.search',
    title: labels.field,
    group: 'trace',
    keys: 'Control+F',
    run() {
      const field = document.getElementById(TRACE_SEARCH_ID);
      field?.focus();
      if (field instanceof HTMLInputElement) field.select();
    },
  },
  {
    id: 'trace.search-next',
    title: labels.next,
    group: 'trace',
    keys: 'F3',
    when: hasResults,
    run: () => useTraceSearch.getState().next(1),
  },
  {
    id: 'trace.search-previous',
    title: labels.previous,
    group: 'trace',
    keys: 'Shift+F3',
    when: hasResults,
    run: () => useTraceSearch.getState().next(-1),
  },
];

knowActions(TRACE_SEARCH_ACTIONS);
