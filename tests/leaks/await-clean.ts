import { awaitCondition } from '../setup/await-condition';
import { findLeaks } from './find-leaks';
import type { Leak, SearchScope } from './leak';

/**
 * The promised limit: after an accident, everything is cleaned up within this time. `npm test` emulates a machine at the
 * same time, which keeps a processor busy, so its limit only finds what would stay.
 */
export const CLEAN_WITHIN_MS = process.env['CONTAINERS_TRACE_TEST_BUSY'] === undefined ? 5_000 : 120_000;

/**
 * Waits until no leftover of ours is found. A search that began after the limit decides.
 * @returns milliseconds until a search found nothing
 * @throws Error that lists the remaining leftovers
 */
export async function awaitClean(scope: SearchScope): Promise<number> {
  const began = performance.now();
  let leaks: Leak[] = [];
  let cleanAt = began;
  await awaitCondition(
    async () => {
      const looked = performance.now();
      leaks = await findLeaks(scope);
      cleanAt = looked;
      return leaks.length === 0 || looked - began > CLEAN_WITHIN_MS;
    },
    { what: 'nothing of ours to be left', timeoutMs: CLEAN_WITHIN_MS },
  );
  if (leaks.length > 0)
    throw new Error(`Still there ${Math.round(cleanAt - began)} ms after the end:\n${leaks.map(line).join('\n')}`);
  return cleanAt - began;
}

const line = ({ kind, what }: Leak): string => `  ${kind}: ${what}`;
