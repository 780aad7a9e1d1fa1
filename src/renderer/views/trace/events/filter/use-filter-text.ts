import { useEffect, useState } from 'react';
import { announce } from '../../../../stores/announce';
import { filterProblem } from '../name-facet';
import { filterConditions, joinedConditions } from './filter-conditions';

/** The delay after the last key before the filter is used, or its error is shown. */
const PAUSE_MS = 400;

/**
 * The filter as conditions that are chips, and one that is being typed. What is typed is used after a pause, and Enter makes it a chip.
 */
export function useFilterText(filter: string, onFilter: (filter: string) => void) {
  const [chips, setChips] = useState(() => filterConditions(filter));
  // A filter that is wrong, from a link or a kept place, is typed text.
  const [typed, setTyped] = useState(() => (filterConditions(filter).length === 0 ? filter : ''));
  const [used, setUsed] = useState(filter);
  const [isPaused, setIsPaused] = useState(true);
  // A filter that was changed elsewhere: by a facet, or by going back.
  if (used !== filter) {
    setUsed(filter);
    if (joinedConditions([...chips, typed]) !== filter) {
      const conditions = filterConditions(filter);
      setChips(conditions);
      setTyped(conditions.length === 0 ? filter : '');
    }
  }
  const problem = filterProblem(typed);
  const apply = (conditions: readonly string[]): void => {
    const next = joinedConditions(conditions);
    if (next !== filter) onFilter(next);
  };
  const takeTyped = (): void => {
    setIsPaused(true);
    if (problem) announce(problem.message);
    else apply([...chips, typed]);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: waits after each key
  useEffect(() => {
    if (isPaused) return;
    const timer = setTimeout(takeTyped, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, isPaused]);
  return {
    chips,
    typed,
    /** Of the typed text, after a pause. */
    problem: isPaused ? problem : null,
    type(text: string): void {
      setTyped(text);
      setIsPaused(false);
    },
    /** Makes chips of the typed text, if it is valid. */
    enter(): void {
      takeTyped();
      if (problem || typed.trim() === '') return;
      setChips([...chips, ...filterConditions(typed)]);
      setTyped('');
    },
    /** @param keep whether the typed text stays */
    remove(index: number): void {
      const left = chips.filter((_, at) => at !== index);
      setChips(left);
      apply([...left, problem ? '' : typed]);
    },
    /** Makes typed text of a chip. The filter stays the same. */
    edit(index: number): void {
      const left = chips.filter((_, at) => at !== index);
      setChips(problem ? left : [...left, ...filterConditions(typed)]);
      setTyped(chips[index] ?? '');
      setIsPaused(true);
    },
    clear(): void {
      setChips([]);
      setTyped('');
      onFilter('');
    },
  };
}
