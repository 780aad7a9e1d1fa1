import type { Args, Channel, Result } from '@shared/ipc/contract';
import type { ErrorData } from '@shared/model/app-error';

/** An error that main, or the process of an opened trace, answered with. Only its data crosses; AppError and its schemas stay there. */
export class AnswerError extends Error {
  constructor(readonly data: ErrorData) {
    super(data.message);
  }
}

/**
 * Calls a channel of main.
 * @throws what errorOf() reads
 */
export async function ask<C extends Channel>(channel: C, args: Args<C>): Promise<Result<C>> {
  const answer = await window.bridge.invoke(channel, args);
  markFirstAnswer();
  if (answer.ok) return answer.value;
  throw new AnswerError(answer.error);
}

let isAnswered = false;

/** How long a start takes is measured up to here, see tests/bench/start.test.ts. */
function markFirstAnswer(): void {
  if (!isAnswered) performance.mark('first answer');
  isAnswered = true;
}

/** Converts anything that ask() threw to data. Any error that did not come from main gets the code `bug`. */
export function errorOf(thrown: unknown): ErrorData {
  if (thrown instanceof AnswerError) return thrown.data;
  return thrown instanceof Error
    ? { code: 'bug', message: thrown.message, ...(thrown.stack ? { detail: thrown.stack } : {}) }
    : { code: 'bug', message: String(thrown) };
}
