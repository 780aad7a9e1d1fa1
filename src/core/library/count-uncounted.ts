import { countTrace } from './count-trace';
import type { TraceLibrary } from './trace-library';

/**
 * Counts all uncounted traces: those of killed recordings, and those whose count was aborted. Counts one after the other,
 * newest first. A trace that cannot be read gets a warning.
 */
export async function countUncounted(library: TraceLibrary, signal: AbortSignal): Promise<void> {
  const uncounted = (await library.rows()).filter((row) => row.state === 'ready' && row.events === null);
  for (const row of uncounted) {
    if (signal.aborted) return;
    await countTrace(library, row.id, signal);
  }
}
