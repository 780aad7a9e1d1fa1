import { AppError } from '@shared/model/app-error';
import type { RootHelper } from '../privilege/root-helper';
import { answers } from './lttng';
import type { SessionDaemon } from './session-daemon';

/**
 * Makes sure that the root session daemon answers, for the kernel's events: as root the one that runs or a child of ours,
 * in its group the one that runs, otherwise through the helper.
 * @throws AppError `missing` when nobody serves, `command` when it does not answer
 */
export async function ensureRootDaemon(
  reach: 'self' | 'helper',
  own: SessionDaemon,
  helper: RootHelper,
  signal: AbortSignal,
): Promise<void> {
  if (reach === 'helper') return helper.ensureDaemon(signal);
  if (own.ref.kind === 'root') return own.ensure(own.ref, undefined, signal);
  if (await answers({ kind: 'root', reach: 'self' }, signal)) return;
  throw new AppError('missing', 'The root session daemon, which ran a moment ago, does not answer any more.', {
    hint: 'Record again: where it does not run, the helper starts one for a password. Recording userspace alone needs no privilege.',
  });
}
