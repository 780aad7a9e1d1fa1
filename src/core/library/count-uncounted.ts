import type { TraceLibrary } from './trace-library';

/**
 * Counts all uncounted traces: those of killed recordings, and those whose count was aborted. Counts one after the other,
 * newest first. A trace that cannot be read gets a warning.
 */
export async function countUncounted(library: TraceLibrary, signal: AbortSignal): Promise<void> {
  const uncounted = (await library.rows()).filter((row) => row.state === 'ready' && row.events === null);
  if (uncounted.length === 0) return;
  const { countTrace } = await import('./count-trace');
  for (const row of uncounted) {
    if (signal.aborted) return;
    await countTrace(library, row.id, signal);
  }
}
