import { setTimeout as delay } from 'node:timers/promises';

interface Watch<T> {
  /** Checks whether the work can still finish. A value is the result; an exception ends the wait. */
  look(): Promise<T | undefined>;
  everyMs: number;
  /** Triggers the first check early when it settles, for example when a stream has ended. */
  early?: Promise<unknown>;
}

/**
 * Waits for work and checks periodically whether it can still finish. docker-modem neither resolves nor rejects a request
 * whose connection closes during the response, and a stopped engine never responds.
 * @throws the first error of the work or the check
 */
export async function watched<T>(work: Promise<T>, watch: Watch<T>): Promise<T> {
  const over = new AbortController();
  try {
    return await Promise.race([work, lookAgain(watch, over.signal)]);
  } finally {
    over.abort();
  }
}

/** Rejects with an AbortError when the signal fires; the caller has finished then and ignores it. */
async function lookAgain<T>({ look, everyMs, early }: Watch<T>, signal: AbortSignal): Promise<T> {
  const pause = (): Promise<void> => delay(everyMs, undefined, { signal });
  await Promise.race([pause(), ...(early ? [early] : [])]);
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await pause();
  }
}
