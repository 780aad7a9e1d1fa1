import type { ErrorData } from '@shared/model/app-error';
import type { EventMatches, EventPage } from '@shared/trace-view/event-page';
import { useMemo, useRef } from 'react';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { useTraceAnswer } from '../table/use-trace-answer';
import { FIRST_EVENTS, firstMatches } from './first-matches';
import { facetedFilter } from './name-facet';
import type { EventQuery } from './use-event-loader';

const BINS = 4_096;

export interface EventCounts {
  /** Those of the current query, as far as they are known: the first ones come before all are counted. Null until then. */
  matches: EventMatches | null;
  /** The first ones of the current query; null until they are read. */
  first: EventPage | null;
  /** Whether all matches of the current query are counted. */
  isCounted: boolean;
  /** How much of the trace is counted, 0 to 1. */
  share: number;
  /** Events of the range and rows without the filter; null until they are counted. */
  all: number | null;
  /** Names with their counts, as if no name was selected. */
  names: EventMatches['names'];
  error: ErrorData | null;
}

/** Reads the first matching events, and counts them, all events, and the events of each name. Equal questions are asked once. */
export function useEventCounts(query: EventQuery | null): EventCounts {
  const { client, facts } = useTrace();
  const { names, rest } = facetedFilter(query?.filter ?? '');
  const isFiltered = query !== null && query.filter.trim() !== '';
  const begin = query && { from: { timeNs: query.range.fromNs, skip: 0 }, direction: 'forward' as const };
  const first = useTraceAnswer(client, 'events', begin && { ...query, ...begin, limit: FIRST_EVENTS }, 'event-first');
  const matches = useTraceAnswer(client, 'event-matches', query && { ...query, bins: BINS }, 'event-matches');
  const isByName = isFiltered && names.length > 0 && rest !== '';
  // The two below would take time from the matches. Until these are counted, the last ones stay.
  const isNext = matches.isCurrent;
  const wanted = {
    all: isFiltered ? { ...query, filter: '', bins: 1 } : null,
    others: isByName ? { ...query, filter: rest, bins: 1 } : null,
  };
  const asked = useRef(wanted);
  if (isNext) asked.current = wanted;
  const all = useTraceAnswer(client, 'event-matches', asked.current.all, 'event-count');
  const others = useTraceAnswer(client, 'event-matches', asked.current.others, 'event-names');
  const named = isByName ? others.value : names.length > 0 ? all.value : matches.value;
  const page = first.isCurrent ? first.value : null;
  const shown = useMemo(
    () => (matches.isCurrent ? matches.value : page && firstMatches(page, BINS, facts.lengthNs)),
    [matches.isCurrent, matches.value, page, facts.lengthNs],
  );
  return {
    matches: shown,
    first: page,
    isCounted: matches.isCurrent && matches.value !== null,
    share: matches.share,
    all: isFiltered ? (isNext && all.isCurrent ? (all.value?.count ?? null) : null) : (matches.value?.count ?? null),
    names: named?.names ?? [],
    error: matches.error ?? first.error ?? all.error ?? others.error,
  };
}
