import { existsSync, readFileSync } from 'node:fs';
import type { RootAccess } from '@shared/privilege/level';
import { answers } from '../tracer/lttng';
import { changeableByOthers, type HelperFiles } from './helper-files';
import { PKEXEC } from './pkexec';
import type { RootHelper } from './root-helper';

const CLIENT_SOCKET = '/var/run/lttng/client-lttng-sessiond';

/** Determines how this process can reach the root session daemon now. Takes some milliseconds. */
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

/** Asks the daemon. A user outside its group cannot, so an existing socket counts as a running daemon then. */
async function daemonState(): Promise<RootAccess['daemon']> {
  if (!existsSync(CLIENT_SOCKET)) return 'absent';
  if (groupState() !== 'member' && process.getuid?.() !== 0) return 'running';
  return (await answers({ kind: 'root', reach: 'self' })) ? 'running' : 'absent';
}

/** Whether this process is in the group of lttng-sessiond(8)'s sockets; group(5). */
function groupState(): RootAccess['group'] {
  const gid = /^tracing:[^:]*:(\d+):/m.exec(readFileSync('/etc/group', 'utf8'))?.[1];
  if (gid === undefined) return 'no-such-group';
  return (process.getgroups?.() ?? []).includes(Number(gid)) ? 'member' : 'not-member';
}
