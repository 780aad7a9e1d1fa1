import { AppError } from '@shared/model/app-error';
import type { RootHelper } from '../privilege/root-helper';
import { answers } from './lttng';
import type { SessionDaemon } from './session-daemon';

/**
 * Makes sure that the root session daemon responds, to record the kernel. As root, uses the running daemon or starts a child.
 * As a member of its group, uses the running daemon. Otherwise uses the helper.
 * @throws AppError `missing` when no daemon is running, `command` when it does not respond
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
  throw new AppError('missing', 'The root session daemon has ended meanwhile.', {
    hint: 'Record again; the helper then starts a daemon and asks for your password. Recording userspace alone needs no privilege.',
  });
}
