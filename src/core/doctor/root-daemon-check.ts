import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KernelTracerState } from '@shared/model/capabilities';
import type { RootAccess } from '@shared/privilege/level';
import type { Environment } from './environment';
import type { Finding } from './finding';

const WHY =
  'Only the root session daemon can record the kernel. If none is running, the app starts one for the recording and ends it afterwards.';

export const NO_ROOT_DAEMON = 'The root session daemon is not running. It is not needed now.';

/** Whether the root session daemon is running, since when, and whether the kernel tracer is available to it. */
export async function rootDaemonCheck(
  { root }: Pick<Environment, 'root'>,
  { daemon }: RootAccess,
  kernel: KernelTracerState,
): Promise<Finding> {
  if (daemon === 'absent') return { state: 'good', summary: NO_ROOT_DAEMON, why: WHY };
  const began = await beganAt(root);
  const runs = began
    ? `has been running since ${began.toISOString().slice(0, 16).replace('T', ' ')} UTC`
    : 'is running';
  const tracer =
    kernel === 'loaded'
      ? 'The kernel tracer is loaded.'
      : kernel === 'installed'
        ? 'The kernel tracer is installed, but not loaded yet.'
        : 'The kernel tracer is not available.';
  return { state: 'good', summary: `The root session daemon ${runs}. ${tracer}`, why: WHY };
}

/** Clock ticks per second in /proc/PID/stat: always 100 for user space, proc(5). */
const TICKS = 100;

/** From the pid file, the start time in proc_pid_stat(5), and the boot time in proc_stat(5); undefined if one cannot be read. */
async function beganAt(root: string): Promise<Date | undefined> {
  const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8').catch(() => '');
  const pid = Number((await read('run/lttng/lttng-sessiond.pid')).trim());
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const [process, system] = await Promise.all([read(`proc/${pid}/stat`), read('proc/stat')]);
  // The name, in parentheses, can contain spaces. The 22nd field is the 20th after the name.
  const ticks = Number(process.slice(process.lastIndexOf(')') + 2).split(' ')[19]);
  const boot = Number(/^btime (\d+)$/m.exec(system)?.[1]);
  const seconds = boot + ticks / TICKS;
  return Number.isFinite(seconds) ? new Date(seconds * 1000) : undefined;
}
