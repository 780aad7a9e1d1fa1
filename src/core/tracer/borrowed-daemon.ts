import { join } from 'node:path';
import type { Warning } from '@shared/model/trace-record';
import { textIn } from '../files/optional-files';

const PID_FILE = 'run/lttng/lttng-sessiond.pid';
/** The built programs that start a root session daemon as their child: the helper, and the command line of root. */
const OUR_PROGRAM = /\/(helper\/helper\.mjs|main\/cli\.js)$/;

/**
 * The process of this app that started the running root session daemon, which ends with it. A member of the daemon's group
 * cannot read the mark in its environment, but everybody can read the command line of its parent (proc(5)).
 * @param root mount point of the file system, for tests
 * @returns undefined for a permanent daemon, or if /proc hides the processes of other users (proc(5), hidepid)
 */
export function ownerOfRootDaemon(root = '/'): number | undefined {
  const pid = Number(textIn(join(root, PID_FILE)).trim());
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const parent = Number(/^PPid:\s+(\d+)$/m.exec(textIn(join(root, `proc/${pid}/status`)))?.[1]);
  if (!Number.isInteger(parent) || parent <= 1) return undefined;
  const argv = textIn(join(root, `proc/${parent}/cmdline`)).split('\0');
  return argv.some((argument) => OUR_PROGRAM.test(argument)) ? parent : undefined;
}

/** The warning before a recording on a root session daemon that another process of the app owns. */
export const borrowedDaemon = (owner: number): Warning => ({
  code: 'borrowed-daemon',
  message: `The root session daemon belongs to another process of Containers Trace (process ${owner}) and ends with it. This recording then loses the events that follow.`,
  hint: 'Let the other process run until this recording has ended, or start a permanent daemon with `sudo lttng-sessiond --daemonize`.',
});
