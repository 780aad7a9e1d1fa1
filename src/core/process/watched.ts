import { setTimeout as delay } from 'node:timers/promises';

interface Watch<T> {
  /** Asks whether the work can still end. A value is the result; what it throws ends the wait. */
  look(): Promise<T | undefined>;
  everyMs: number;
  /** Settles when a look is worthwhile at once: a stream has ended. */
  early?: Promise<unknown>;
}

/**
 * Waits for work and looks meanwhile whether it can still end. docker-modem neither resolves nor rejects a request whose
 * connection closes in the middle of the answer, and a stopped engine never answers.
 * @throws what the work or the look throws first
 */
export async function watched<T>(work: Promise<T>, watch: Watch<T>): Promise<T> {
  const over = new AbortController();
  try {
    return await Promise.race([work, lookAgain(watch, over.signal)]);
  } finally {
    over.abort();
  }
}

/** Rejects with an AbortError, which nobody awaits any more, when the signal fires. */
async function lookAgain<T>({ look, everyMs, early }: Watch<T>, signal: AbortSignal): Promise<T> {
  const pause = (): Promise<void> => delay(everyMs, undefined, { signal });
  await Promise.race([pause(), ...(early ? [early] : [])]);
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await pause();
  }
}
