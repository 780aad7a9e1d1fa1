import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KernelTracerState } from '@shared/model/capabilities';
import type { RootAccess } from '@shared/privilege/level';
import type { Environment } from './environment';
import type { Finding } from './finding';

const WHY =
  "Only root's session daemon can record the kernel. Where it does not run, one of our own is started for the recording and ended with it.";

/** Root's session daemon: whether it runs, since when, and whether it has the kernel's tracer. */
export async function rootDaemonCheck(
  { root }: Pick<Environment, 'root'>,
  { daemon }: RootAccess,
  kernel: KernelTracerState,
): Promise<Finding> {
  if (daemon === 'absent') return { state: 'good', summary: 'It does not run; nothing needs it now.', why: WHY };
  const began = await beganAt(root);
  const since = began ? ` since ${began.toISOString().slice(0, 16).replace('T', ' ')} UTC` : '';
  const tracer =
    kernel === 'loaded'
      ? "the kernel's tracer is loaded"
      : kernel === 'installed'
        ? "the kernel's tracer is installed, and not loaded yet"
        : "without the kernel's tracer";
  return { state: 'good', summary: `It runs${since}, ${tracer}.`, why: WHY };
}

/** Ticks of a second in /proc/PID/stat: the same for every Linux that a program sees, proc(5). */
const TICKS = 100;

/** By its pid file, proc_pid_stat(5)'s start time, and proc_stat(5)'s time of the boot; undefined where one is not to be read. */
async function beganAt(root: string): Promise<Date | undefined> {
  const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8').catch(() => '');
  const pid = Number((await read('run/lttng/lttng-sessiond.pid')).trim());
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  const [process, system] = await Promise.all([read(`proc/${pid}/stat`), read('proc/stat')]);
  // The name, in parentheses, may hold spaces; the 22nd field is the 20th behind it.
  const ticks = Number(process.slice(process.lastIndexOf(')') + 2).split(' ')[19]);
  const boot = Number(/^btime (\d+)$/m.exec(system)?.[1]);
  const seconds = boot + ticks / TICKS;
  return Number.isFinite(seconds) ? new Date(seconds * 1000) : undefined;
}
