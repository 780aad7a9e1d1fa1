import { type Answer, type Channel, CONTRACT, type ParsedArgs, type Result } from '@shared/ipc/contract';
import { AppError, toAppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { isOversized } from './argument-size';
import type { Handlers } from './handler-parts';

/**
 * One call of the window: arguments parsed by the contract, every failure turned into data.
 * @param trusted whether the calling frame shows our own page
 */
export async function answer<C extends Channel>(
  handlers: Handlers,
  channel: C,
  args: unknown,
  trusted: boolean,
): Promise<Answer<Result<C>>> {
  try {
    if (!trusted) throw new AppError('denied', 'Only the window of Containers Trace may ask for this.');
    if (isOversized(args)) throw new AppError('config', 'The request is larger than any that the window makes.');
    const parsed = parseOrThrow(CONTRACT[channel].args, args, 'The request') as ParsedArgs<C>;
    return { ok: true, value: await handlers[channel](parsed) };
  } catch (thrown) {
    return { ok: false, error: toAppError(thrown).toData() };
  }
}
