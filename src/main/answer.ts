import { type Answer, type Channel, CONTRACT, type ParsedArgs, type Result } from '@shared/ipc/contract';
import { AppError, toAppError } from '@shared/model/app-error';
import { isLargerThan } from '@shared/model/data-size';
import { parseOrThrow } from '@shared/model/parse';
import type { Handlers } from './handler-context';

/** Larger than any request of the window: 100 000 ids to delete are 2.3 million characters. */
const MOST_CHARACTERS = 12_000_000;

/**
 * Answers one call from the window: parses the arguments by the contract and turns every failure into data.
 * @param trusted whether the calling frame shows the app's own page
 */
export async function answer<C extends Channel>(
  handlers: Handlers,
  channel: C,
  args: unknown,
  trusted: boolean,
): Promise<Answer<Result<C>>> {
  try {
    if (!trusted)
      throw new AppError('denied', 'The request was refused. Only the window of Containers Trace can make it.');
    if (isLargerThan(args, MOST_CHARACTERS))
      throw new AppError('config', 'The request is too large. The window makes no requests of this size.');
    const parsed = parseOrThrow(CONTRACT[channel].args, args, 'The request') as ParsedArgs<C>;
    return { ok: true, value: await handlers[channel](parsed) };
  } catch (thrown) {
    return { ok: false, error: toAppError(thrown).toData() };
  }
}
