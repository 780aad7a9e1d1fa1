import { countTrace } from './count-trace';
import type { TraceLibrary } from './trace-library';

/**
 * Counts the traces that nobody has counted: those that an accident ended, and those whose count was given up because the
 * process ended. One after the other, oldest last; a trace that cannot be read says so itself.
 */
export async function countUncounted(library: TraceLibrary, signal: AbortSignal): Promise<void> {
  const uncounted = (await library.rows()).filter((row) => row.state === 'ready' && row.events === null);
  for (const row of uncounted) {
    if (signal.aborted) return;
    await countTrace(library, row.id, signal);
  }
}
