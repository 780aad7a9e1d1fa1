import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { type AwakeLimit, awakeLimit } from '@shared/model/awake-timer';
import type { Warning } from '@shared/model/trace-record';
import { textIn } from '../../files/optional-files';
import { limits } from '../../limits';
import { identityOf, isRunning, type ProcessIdentity } from '../../process/identity';
import { endProcess } from './end-process';

/** Code of the notice that a container's monitor is stopped or has ended. */
export const MONITOR_LOST = 'monitor-lost';

/**
 * Process ids of the monitors of a container: conmon(8), whose option `-c` names the container's id.
 * @param proc mount point of procfs
 */
export function monitorsOf(containerId: string, proc = '/proc'): number[] {
  return readdirSync(proc).flatMap((name) => {
    const pid = Number(name);
    return Number.isInteger(pid) && isMonitorOf(containerId, textIn(join(proc, name, 'cmdline'))) ? [pid] : [];
  });
}

function isMonitorOf(containerId: string, commandLine: string): boolean {
  const argv = commandLine.split('\0');
  return (argv[0] ?? '').endsWith('conmon') && argv[argv.indexOf('-c') + 1] === containerId;
}

/** Whether a process is stopped by a signal or a debugger (proc_pid_stat(5), field 3). */
const isStopped = (pid: number, proc: string): boolean => /^State:\s+[Tt]/m.test(textIn(join(proc, `${pid}/status`)));

/**
 * Kills the stopped monitors of a container, since Podman would wait for their reports without end.
 * @returns whether there was a stopped monitor
 */
export function endStoppedMonitors(containerId: string): boolean {
  const stopped = monitorsOf(containerId).filter((pid) => isStopped(pid, '/proc'));
  for (const pid of stopped) kill(pid);
  return stopped.length > 0;
}

/** Exit code of a program that we ended after its monitor had ended; the same as for SIGKILL. */
const KILLED = 128 + 9;
/** Checks without a monitor before it counts as lost. A monitor ends shortly before Podman reports the container's end. */
const CHECKS_WITHOUT_MONITOR = 2;

/**
 * Watches the monitor of a running container. Without a monitor the program's output is lost, and Podman 4.3 reports the
 * container as running for a long time or forever.
 */
export class MonitorWatch {
  #first: ProcessIdentity | undefined;
  #report: AwakeLimit | undefined;
  #checksWithoutMonitor = 0;
  #hasNotified = false;

  /** @param isStopping whether the container was asked to end; its exit status then does not depend on the program */
  constructor(
    private readonly containerId: string,
    private readonly onNotice: (notice: Warning) => void,
    private readonly isStopping: () => boolean,
    private readonly proc = '/proc',
  ) {}

  /**
   * @param firstPid the container's first process, which Podman reports as running
   * @returns the exit code, once a container that was asked to end has no process
   * @throws AppError `command` when the first process ended some time ago; also kills the monitor then
   */
  look(firstPid: number): number | undefined {
    this.#lookAtMonitor();
    this.#first ??= identityOf(firstPid);
    if (!this.#first || isRunning(this.#first)) return undefined;
    if (this.isStopping() && monitorsOf(this.containerId, this.proc).length === 0) return KILLED;
    this.#report ??= awakeLimit(limits().monitorReport);
    if (!this.#report.isOver) return undefined;
    for (const pid of monitorsOf(this.containerId)) kill(pid);
    throw new AppError('command', 'The program ended, but the container monitor (conmon) did not report its end.', {
      hint: 'The events recorded until then are kept. The exit status of the program is unknown.',
    });
  }

  /**
   * Kills the first process of a container whose monitor has ended. The kernel then kills the others in its pid namespace.
   * @returns whether the container has no process now; false if it has a monitor or its first process is not known
   * @throws AppError `command` when the process does not end
   */
  async endUnmonitored(): Promise<boolean> {
    if (!this.#first || monitorsOf(this.containerId, this.proc).length > 0) return false;
    if (isRunning(this.#first)) await endProcess(this.#first.pid);
    return true;
  }

  #lookAtMonitor(): void {
    const monitors = monitorsOf(this.containerId, this.proc);
    const stopped = monitors.find((pid) => isStopped(pid, this.proc));
    this.#checksWithoutMonitor = monitors.length === 0 ? this.#checksWithoutMonitor + 1 : 0;
    if (stopped !== undefined) this.#notify('is stopped', `Let it continue with \`kill -CONT ${stopped}\`, or stop`);
    else if (this.#checksWithoutMonitor >= CHECKS_WITHOUT_MONITOR) this.#notify('has ended', 'Stop');
  }

  #notify(state: string, remedy: string): void {
    if (this.#hasNotified) return;
    this.#hasNotified = true;
    this.onNotice({
      code: MONITOR_LOST,
      message: `The container monitor (conmon) ${state}. The program's output and its end are not reported.`,
      hint: `${remedy} the recording to keep the events recorded so far.`,
    });
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // the monitor ended before the signal, or belongs to another user: Podman then reports that the container remains
  }
}
