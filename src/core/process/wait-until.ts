import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@shared/model/app-error';
import { type AwakeTimer, awakeLimit, awakeTimer } from '@shared/model/awake-timer';

/** The cause of an AppError for an exceeded time limit. */
export class TimeLimitError extends Error {}

export const isTimeLimit = (error: unknown): boolean =>
  error instanceof AppError && error.cause instanceof TimeLimitError;

interface Wait {
  /** The awaited condition as a noun phrase, for the messages: "the session daemon's socket", "the daemon to end". */
  what: string;
  timeoutMs: number;
  /** Interval of the checks; default 10 ms. */
  everyMs?: number;
  signal?: AbortSignal | undefined;
}

/**
 * Checks a condition periodically until it is true.
 * @throws AppError `command` when the time limit is exceeded, `cancelled` when the signal fires
 */
export async function waitUntil(isTrue: () => boolean | Promise<boolean>, wait: Wait): Promise<void> {
  const limit = awakeLimit(wait.timeoutMs);
  try {
    while (!(await isTrue())) {
      if (wait.signal?.aborted) throw new AppError('cancelled', `Cancelled while waiting for ${wait.what}.`);
      if (limit.isOver)
        throw new AppError('command', `Timed out after ${wait.timeoutMs / 1000} s while waiting for ${wait.what}.`, {
          cause: new TimeLimitError(),
        });
      await delay(wait.everyMs ?? 10);
    }
  } finally {
    limit.clear();
  }
}

/** Rejects with AppError `command` if the promise does not settle within the limit. @param what subject of the message */
export async function within<T>(promise: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: AwakeTimer | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = awakeTimer(
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
    timer?.clear();
  }
}
