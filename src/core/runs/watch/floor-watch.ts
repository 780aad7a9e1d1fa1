import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DaemonRef } from '@shared/planning/step';
import { ChildEnvironment } from '../../process/child-environment';
import { stopCommand } from '../../tracer/lttng';
import { type FloorGuard, type GuardedRecorder, startFloorGuard } from '../../watchdog/floor-guard';
import type { RunContext } from '../run-context';
import { diskFloor } from './disk-guard';

/** The path of the note that the guard of a session writes when it stops the session. */
export const floorNotePath = (notesDir: string, session: string): string => join(notesDir, `floor-${session}`);

/** Continues a process that was stopped, so that its own disk guard acts. For a session that only this process can stop. */
export const continueCommand = (pid: number): GuardedRecorder['stop'] => ({
  file: 'sh',
  args: ['-c', 'kill -CONT "$1"', 'sh', `${pid}`],
  env: ChildEnvironment.known(),
});

/** The guard processes for the sessions of one run. They act while this process is suspended or blocked. */
export class FloorWatch {
  readonly #stoppers: FloorGuard[] = [];
  readonly #wakers: FloorGuard[] = [];

  /** @param notesDir a folder of ours on another file system than that of the trace */
  constructor(
    private readonly run: RunContext,
    private readonly limits: Parameters<typeof diskFloor>[0],
    private readonly notesDir: string,
  ) {}

  /** To be called once the session has started. */
  async begin(daemon: DaemonRef, session: string): Promise<void> {
    const { tracePath: path } = this.run.plan;
    const { blocks, bsize } = await statfs(path);
    const floorBytes = diskFloor(this.limits, blocks * bsize);
    const guarded = { floorBytes, path, notePath: floorNotePath(this.notesDir, session) };
    if (daemon.kind === 'root' && daemon.reach === 'helper')
      this.#wakers.push(startFloorGuard({ ...guarded, stop: continueCommand(process.pid) }));
    else this.#stoppers.push(startFloorGuard({ ...guarded, stop: stopCommand(daemon, session) }));
  }

  /** If a guard has stopped a session, ends the run as one that was stopped at the disk floor. Takes effect once. */
  adoptStop(): void {
    const { run } = this;
    if (run.stoppedAtFloorMs !== undefined || run.stoppedBy() === 'disk-floor') return;
    const stops = this.#stoppers.flatMap((guard) => guard.stoppedAtMs() ?? []);
    if (stops.length === 0) return;
    run.stoppedAtFloorMs = Math.min(...stops);
    run.warn({
      code: 'disk-floor',
      message: 'The watchdog stopped the recording because the disk was nearly full. Later events were not recorded.',
      hint: 'Free some space, use another library, or lower the limit for free space.',
    });
    run.stop('disk-floor');
  }

  end(): void {
    for (const guard of [...this.#stoppers.splice(0), ...this.#wakers.splice(0)]) guard.end();
  }
}
