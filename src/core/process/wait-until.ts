import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@shared/model/app-error';

/** The cause of an AppError that says that something did not settle within its limit. */
export class TimeLimitError extends Error {}

export const isTimeLimit = (error: unknown): boolean =>
  error instanceof AppError && error.cause instanceof TimeLimitError;

interface Wait {
  /** What is waited for, for the message: "the session daemon's socket". */
  what: string;
  timeoutMs: number;
  /** Between two looks; default 10 ms. */
  everyMs?: number;
  signal?: AbortSignal | undefined;
}

/**
 * Looks until something is so.
 * @throws AppError `command` when it is not so in time, `cancelled` when the signal fires
 */
export async function waitUntil(isSo: () => boolean | Promise<boolean>, wait: Wait): Promise<void> {
  const deadline = performance.now() + wait.timeoutMs;
  while (!(await isSo())) {
    if (wait.signal?.aborted) throw new AppError('cancelled', `Cancelled while waiting for ${wait.what}.`);
    if (performance.now() > deadline)
      throw new AppError('command', `Waited ${wait.timeoutMs / 1000} s for ${wait.what} in vain.`, {
        cause: new TimeLimitError(),
      });
    await delay(wait.everyMs ?? 10);
  }
}

/** A promise with an end: rejects with `command` when it has not settled in time. */
export async function within<T>(promise: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new AppError('command', `${what} took longer than ${timeoutMs / 1000} s.`, { cause: new TimeLimitError() }),
        ),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
