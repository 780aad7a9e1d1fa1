import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { Warning } from '@shared/model/trace-record';
import { limits } from '../../limits';
import { identityOf, isRunning, type ProcessIdentity } from '../../process/identity';

/** Code of the notice that a container's monitor is stopped. */
export const MONITOR_STOPPED = 'monitor-stopped';

/**
 * The monitors of a container: conmon(8), whose command line names the container's id behind `-c`.
 * @param proc where procfs is
 */
export function monitorsOf(containerId: string, proc = '/proc'): number[] {
  return readdirSync(proc).flatMap((name) => {
    const pid = Number(name);
    return Number.isInteger(pid) && isMonitorOf(containerId, read(join(proc, name, 'cmdline'))) ? [pid] : [];
  });
}

function isMonitorOf(containerId: string, commandLine: string): boolean {
  const words = commandLine.split('\0');
  return (words[0] ?? '').endsWith('conmon') && words[words.indexOf('-c') + 1] === containerId;
}

/** Stopped by a signal or a debugger (proc_pid_stat(5), field 3). */
const isStopped = (pid: number, proc: string): boolean => /^State:\s+[Tt]/m.test(read(join(proc, `${pid}/status`)));

/** Kills the monitors of a container that are stopped: Podman waits in vain for what they report. */
export function endStoppedMonitors(containerId: string): void {
  for (const pid of monitorsOf(containerId)) if (isStopped(pid, '/proc')) kill(pid);
}

/**
 * Watches the monitor of a running container. Without it the program's output goes nowhere, and its end is not reported:
 * Podman 4.3 then says for ever that the container runs.
 */
export class MonitorWatch {
  #first: ProcessIdentity | undefined;
  #endedAtMs: number | undefined;
  #isTold = false;

  constructor(
    private readonly containerId: string,
    private readonly onNotice: (notice: Warning) => void,
    private readonly proc = '/proc',
  ) {}

  /**
   * @param firstPid the container's first process, which Podman says runs
   * @throws AppError `command` when it has ended for some time; its monitor is killed then
   */
  look(firstPid: number): undefined {
    const stopped = monitorsOf(this.containerId, this.proc).filter((pid) => isStopped(pid, this.proc));
    if (stopped.length > 0) this.#tell(stopped);
    this.#first ??= identityOf(firstPid);
    if (!this.#first || isRunning(this.#first)) return undefined;
    this.#endedAtMs ??= performance.now();
    if (performance.now() - this.#endedAtMs < limits().monitorReport) return undefined;
    for (const pid of monitorsOf(this.containerId)) kill(pid);
    throw new AppError('command', 'The program has ended, and the container monitor (conmon) did not report it.', {
      hint: 'What was recorded until then is kept. The exit status of the program is unknown.',
    });
  }

  #tell([pid]: readonly number[]): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.onNotice({
      code: MONITOR_STOPPED,
      message: `The container monitor (conmon, process ${pid}) is stopped. The program's output and its end are not reported.`,
      hint: `Let it continue with \`kill -CONT ${pid}\`, or stop the recording.`,
    });
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // ended between the look and the signal, or it belongs to another user: Podman reports that the container stays
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
