import { countTrace } from '../library/count-trace';
import type { RunDeps } from './run-deps';
import { storeSymbols } from './store-symbols';

/**
 * Reads a trace that was kept: stores the names of its functions, then counts its events. Whoever waits for the count finds nothing
 * of the image's inspection any more.
 * @returns the number of events; null when it is unknown
 */
export async function readRecording(deps: RunDeps, traceId: string, signal: AbortSignal): Promise<number | null> {
  await storeSymbols(deps, traceId, signal);
  return countTrace(deps.library, traceId, signal);
}
