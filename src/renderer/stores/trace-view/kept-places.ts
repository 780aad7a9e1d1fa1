import { parseJson } from '@shared/model/json';
import { type TracePlace, tracePlaceSchema } from '@shared/trace-view/trace-place';
import { z } from 'zod';

const KEY = 'trace-places';
const MOST_PLACES = 50;
const keptSchema = z.array(z.tuple([z.string().max(100), tracePlaceSchema])).max(MOST_PLACES);

/** The last place in a trace, from an earlier opening of it. Null if there is none. */
export const keptPlace = (id: string): TracePlace | null => kept().find(([one]) => one === id)?.[1] ?? null;

/** Keeps the place for the next opening of the trace. The places of the last 50 opened traces are kept. */
export function keepPlace(id: string, place: TracePlace): void {
  const others = kept().filter(([one]) => one !== id);
  localStorage.setItem(KEY, JSON.stringify([[id, place], ...others].slice(0, MOST_PLACES)));
}

/** Another version or the user may have written them, so invalid ones are ignored. */
function kept(): [string, TracePlace][] {
  const text = localStorage.getItem(KEY);
  if (text === null) return [];
  try {
    const read = keptSchema.safeParse(parseJson(text));
    return read.success ? read.data : [];
  } catch {
    return []; // not JSON
  }
}
