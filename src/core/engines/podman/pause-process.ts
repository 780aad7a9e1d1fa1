import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OWNER_ENV } from '@shared/model/labels';
import { textIn } from '../../files/optional-files';
import { limits } from '../../limits';
import type { ChildEnvironment } from '../../process/child-environment';
import { exec } from '../../process/exec';
import { identityOf, isRunning } from '../../process/identity';
import { isTimeLimit } from '../../process/wait-until';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Lets a short Podman command create the pause process, which keeps the user namespace of all the user's containers. A command
 * creates it inside the control group of the login session. Only after the command has ended does its outer process move the pause
 * process into a scope of the user manager (Podman's SetupRootless and MovePauseProcessToScope). Podman's service does not get that
 * far, because SIGTERM ends its outer process. Then the pause process stays in the session, and logind never closes the session.
 * Costs one Podman command for each login, since the pause process stays until the user manager ends.
 */
export async function ensurePauseProcess(
  command: readonly string[],
  env: ChildEnvironment,
  users: Variables,
): Promise<void> {
  if (!lacksPauseProcess(users)) return;
  try {
    // Without our mark, which the pause process would keep and the watchdog would end.
    await exec('env', [`--unset=${OWNER_ENV}`, ...command, 'unshare', 'true'], {
      env,
      cwd: '/', // the pause process would keep another folder's file system in use
      timeoutMs: limits().serviceReady,
    });
  } catch (error) {
    // Any other failure has a cause that the service, which starts next, meets and reports too.
    if (isTimeLimit(error)) throw error;
  }
}

/**
 * Whether Podman's next command creates the pause process, and a user manager can take it. Podman looks for it in
 * XDG_RUNTIME_DIR, or else in /run/user/UID. With another `tmp_dir` in containers.conf(5) or in the store's
 * database it is not found there, and the command is run at each start of the service (0.1 s). Podman with `ns_handles` (a later version) joins the namespaces without it.
 * @param uid user id of this process; root has no pause process
 */
export function lacksPauseProcess(users: Variables, uid = process.getuid?.() ?? 0): boolean {
  if (uid === 0) return false;
  const runtime = users['XDG_RUNTIME_DIR'] || `/run/user/${uid}`;
  // The private socket of systemd's user manager.
  if (!existsSync(join(runtime, 'systemd/private'))) return false;
  const state = join(runtime, 'libpod/tmp');
  if (existsSync(join(state, 'ns_handles'))) return false;
  const pid = Number(textIn(join(state, 'pause.pid')));
  const pause = Number.isInteger(pid) && pid > 0 ? identityOf(pid) : undefined;
  return pause === undefined || !isRunning(pause);
}
