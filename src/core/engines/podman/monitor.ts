import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { Warning } from '@shared/model/trace-record';
import { limits } from '../../limits';
import { identityOf, isRunning, type ProcessIdentity } from '../../process/identity';

/** Code of the notice that a container's monitor is stopped, or has ended. */
export const MONITOR_LOST = 'monitor-lost';

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

/**
 * Kills the monitors of a container that are stopped: Podman waits in vain for what they report.
 * @returns whether there was one
 */
export function endStoppedMonitors(containerId: string): boolean {
  const stopped = monitorsOf(containerId).filter((pid) => isStopped(pid, '/proc'));
  for (const pid of stopped) kill(pid);
  return stopped.length > 0;
}

/** Of a program that was ended by us while its monitor was gone: as if by SIGKILL. */
const KILLED = 128 + 9;
/** At the end of the container its monitor goes a moment before Podman says so. */
const LOOKS_WITHOUT = 2;

/**
 * Watches the monitor of a running container. Without it the program's output goes nowhere, and its end is not reported:
 * Podman 4.3 then says for a long time, or for ever, that the container runs.
 */
export class MonitorWatch {
  #first: ProcessIdentity | undefined;
  #endedAtMs: number | undefined;
  #looksWithout = 0;
  #isTold = false;

  /** @param isStopping whether the container was asked to end, so that its exit status says nothing about the program */
  constructor(
    private readonly containerId: string,
    private readonly onNotice: (notice: Warning) => void,
    private readonly isStopping: () => boolean,
    private readonly proc = '/proc',
  ) {}

  /**
   * @param firstPid the container's first process, which Podman says runs
   * @returns the exit code, once the container that was asked to end has no process any more
   * @throws AppError `command` when the first process has ended for some time; its monitor is killed then
   */
  look(firstPid: number): number | undefined {
    this.#lookAtMonitor();
    this.#first ??= identityOf(firstPid);
    if (!this.#first || isRunning(this.#first)) return undefined;
    if (this.isStopping() && monitorsOf(this.containerId, this.proc).length === 0) return KILLED;
    this.#endedAtMs ??= performance.now();
    if (performance.now() - this.#endedAtMs < limits().monitorReport) return undefined;
    for (const pid of monitorsOf(this.containerId)) kill(pid);
    throw new AppError('command', 'The program has ended, and the container monitor (conmon) did not report it.', {
      hint: 'What was recorded until then is kept. The exit status of the program is unknown.',
    });
  }

  #lookAtMonitor(): void {
    const monitors = monitorsOf(this.containerId, this.proc);
    const stopped = monitors.find((pid) => isStopped(pid, this.proc));
    this.#looksWithout = monitors.length === 0 ? this.#looksWithout + 1 : 0;
    if (stopped !== undefined) this.#tell('is stopped', `Let it continue with \`kill -CONT ${stopped}\`, or stop`);
    else if (this.#looksWithout >= LOOKS_WITHOUT) this.#tell('has ended', 'Stop');
  }

  #tell(state: string, remedy: string): void {
    if (this.#isTold) return;
    this.#isTold = true;
    this.onNotice({
      code: MONITOR_LOST,
      message: `The container monitor (conmon) ${state}. The program's output and its end are not reported.`,
      hint: `${remedy} the recording to keep what was recorded.`,
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
