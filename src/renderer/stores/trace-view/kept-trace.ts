import { runIdSchema } from '@shared/model/run-id';

const KEY = 'opened-trace';

/** The trace that was open when the page was left; null if there was none. */
export function keptTrace(): string | null {
  const kept = runIdSchema.safeParse(localStorage.getItem(KEY));
  return kept.success ? kept.data : null;
}

/** @param id null: no trace is open */
export function keepTrace(id: string | null): void {
  if (id === null) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, id);
}
