import { type TracePlace, WHOLE_PLACE } from '@shared/trace-view/trace-place';

/** The places that a user went through in one trace. */
export interface PlaceHistory {
  place: TracePlace;
  /** The oldest first. */
  past: readonly TracePlace[];
  /** The next first. */
  future: readonly TracePlace[];
  /** Whether the last change adjusted the place, so that the next adjustment belongs to the same step of the history. */
  isAdjusting: boolean;
}

/**
 * `step`: back returns to the place before it. `adjust`: consecutive adjustments, such as the moves of one pan, are one step.
 * `replace`: no step.
 */
export type PlaceChange = 'step' | 'adjust' | 'replace';

const MOST_STEPS = 200;

export const historyAt = (place: TracePlace): PlaceHistory => ({ place, past: [], future: [], isAdjusting: false });
export const NEW_HISTORY = historyAt(WHOLE_PLACE);

/** Goes to a place. A change to the same place changes nothing. A change of the call or of the user event clears the other one. */
export function changed(history: PlaceHistory, change: Partial<TracePlace>, how: PlaceChange = 'step'): PlaceHistory {
  const selection = 'call' in change && !('mark' in change) ? { mark: null } : change.mark ? { call: null } : {};
  const place = { ...history.place, ...change, ...selection };
  if (isSame(place, history.place)) return history;
  if (how === 'replace' || (how === 'adjust' && history.isAdjusting)) return { ...history, place };
  const past = [...history.past, history.place].slice(-MOST_STEPS);
  return { place, past, future: [], isAdjusting: how === 'adjust' };
}

/** @returns the same history if there is nothing before */
export function back(history: PlaceHistory): PlaceHistory {
  const place = history.past.at(-1);
  if (!place) return history;
  return { place, past: history.past.slice(0, -1), future: [history.place, ...history.future], isAdjusting: false };
}

/** @returns the same history if there is nothing after */
export function forward(history: PlaceHistory): PlaceHistory {
  const [place, ...future] = history.future;
  if (!place) return history;
  return { place, past: [...history.past, history.place], future, isAdjusting: false };
}

// Places are small, and their properties are always in the order of the schema or of WHOLE_PLACE, which is the same.
const isSame = (a: TracePlace, b: TracePlace): boolean => JSON.stringify(a) === JSON.stringify(b);
