import type { OutputLines } from '@shared/model/output-lines';
import { useEffect, useMemo, useState } from 'react';
import { findMatches, type Match } from './find-matches';

/** A match by the number of its line in the whole run, which stays valid when lines are dropped at the front. */
interface Place {
  line: number;
  start: number;
}

/**
 * The search in the output: its text, the matches, and the current match.
 * @param onShow called with the index of the line to show
 */
export function useOutputSearch(output: OutputLines, onShow: (line: number) => void) {
  const [query, setQuery] = useState('');
  const [place, setPlace] = useState<Place | null>(null);
  const matches = useMemo(() => findMatches(output.lines, query), [output.lines, query]);
  const current = place
    ? matches.findIndex((one) => one.line + output.first === place.line && one.start === place.start)
    : -1;
  const show = (match: Match | undefined): void => {
    if (!match) return;
    setPlace({ line: match.line + output.first, start: match.start });
    onShow(match.line);
  };
  // For a new text, select the last match: it is nearest to the end, which the user is watching.
  // biome-ignore lint/correctness/useExhaustiveDependencies: output that arrives meanwhile does not change the current match
  useEffect(() => {
    if (query === '') setPlace(null);
    else show(matches.at(-1));
  }, [query]);
  const step = (by: 1 | -1): void => {
    if (matches.length === 0) return;
    const from = current >= 0 ? current : by > 0 ? -1 : 0;
    show(matches[(from + by + matches.length) % matches.length]);
  };
  return { query, setQuery, matches, current, step };
}
