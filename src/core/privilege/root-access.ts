import { existsSync, readFileSync } from 'node:fs';
import type { RootAccess } from '@shared/privilege/level';
import { answers } from '../tracer/lttng';
import { changeableByOthers, type HelperFiles } from './helper-files';
import type { RootHelper } from './root-helper';

const CLIENT_SOCKET = '/var/run/lttng/client-lttng-sessiond';
/** sudo-prompt looks for it there and nowhere else. */
const PKEXEC = '/usr/bin/pkexec';

/** Asks the machine how the root session daemon can be reached now; costs some milliseconds. */
export async function probeRootAccess(helper: Pick<RootHelper, 'isUp'>, files: HelperFiles): Promise<RootAccess> {
  return {
    isRoot: process.getuid?.() === 0,
    daemon: await daemonState(),
    group: groupState(),
    elevation: helper.isUp ? 'up' : elevation(files),
    fromCheckout: files.fromCheckout,
  };
}

function elevation(files: HelperFiles): RootAccess['elevation'] {
  if (!existsSync(PKEXEC)) return 'no-pkexec';
  return !files.fromCheckout && changeableByOthers(files) !== undefined ? 'unsafe' : 'possible';
}

/** Who is not in its group cannot ask it; its socket then is all that shows. */
async function daemonState(): Promise<RootAccess['daemon']> {
  if (!existsSync(CLIENT_SOCKET)) return 'absent';
  if (groupState() !== 'member' && process.getuid?.() !== 0) return 'running';
  return (await answers({ kind: 'root', reach: 'self' })) ? 'running' : 'absent';
}

/** The group that lttng-sessiond(8) gives its sockets to, by group(5). */
function groupState(): RootAccess['group'] {
  const gid = /^tracing:[^:]*:(\d+):/m.exec(readFileSync('/etc/group', 'utf8'))?.[1];
  if (gid === undefined) return 'no-such-group';
  return (process.getgroups?.() ?? []).includes(Number(gid)) ? 'member' : 'not-member';
}
