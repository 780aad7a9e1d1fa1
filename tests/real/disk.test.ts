import { chownSync, existsSync, mkdtempSync, readdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { floorNotePath } from '@core/runs/watch/floor-watch';
import { errorDataSchema } from '@shared/model/app-error';
import { sessionNameOf } from '@shared/model/labels';
import { runIdSchema } from '@shared/model/run-id';
import { type TraceReport, traceReportSchema } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { DEMO } from '../bad-input/row';
import { runningProcesses } from '../leaks/processes';
import { awaitClean, worldEngines } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { type CliResult, type CliRun, runCli, startCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { recordingNow } from './entries/library-after';

const MIB = 1_048_576;
/** Makes several function events in each microsecond until it is stopped. */
const FLOOD = ['sh', '-c', 'while :; do ls -laR / >/dev/null 2>&1; done'];

inWorld('a disk that fills up', () => {
  /** Records the flood into a library on a separate file system. @param meanwhile called with the run */
  async function onDisk(
    sizeMib: number,
    floorBytes: number,
    look: (result: CliResult) => void,
    meanwhile: (run: CliRun, library: string) => Promise<void> = async () => undefined,
  ): Promise<void> {
    const { folder, user, actors } = world();
    const library = mkdtempSync(join(folder, 'disk-'));
    runTool('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m,mode=0700`, 'ct-test', library]);
    try {
      chownSync(library, user.uid, user.gid);
      const asked = ['record', '--json', '--library', library, '--disk-floor', String(floorBytes), '--network', 'none'];
      const program = ['--engine', 'podman', '--image', DEMO, '--max-duration', '60', '--', ...FLOOD];
      const run = startCli([...asked, ...program], { as: 'user' });
      await meanwhile(run, library);
      look(await run.ended);
      await awaitClean({
        engines: [worldEngines()['podman rootless']],
        libraries: [],
        runtimeBases: [actors.user.runtimeBase],
      });
    } finally {
      runTool('umount', [library]);
    }
  }

  it('ends the recording at the floor, and the trace is complete and names the reason', () =>
    onDisk(400, 340 * MIB, (result) => {
      expect(result.code, result.stderr).toBe(0);
      const report = traceReportSchema.parse(result.json());
      expect(report, JSON.stringify(report.warnings)).toMatchObject({
        state: 'ready',
        endedBy: 'disk-floor',
        exitCode: null,
      });
      expect(report.warnings.map((warning) => warning.code)).toContain('disk-floor');
      expect(report.events).toBeGreaterThan(100_000);
      expect(eventsRead(report)).toBe(report.events);
    }));

  it('ends the recording at the floor also while the command line is stopped, and the trace is complete', () =>
    onDisk(
      400,
      340 * MIB,
      (result) => {
        expect(result.code, result.stderr).toBe(0);
        const report = traceReportSchema.parse(result.json());
        expect(report, JSON.stringify(report.warnings)).toMatchObject({ state: 'ready', endedBy: 'disk-floor' });
        expect(report.warnings.map((warning) => warning.code)).toContain('disk-floor');
        expect(eventsRead(report)).toBe(report.events);
      },
      async (run, library) => {
        const waiting = { timeoutMs: 60_000, log: () => `${statfsSync(library).bavail} blocks are free` };
        await awaitCondition(() => recordingNow(library), { what: 'the recording to begin', ...waiting });
        run.kill('SIGSTOP');
        const { runtimeBase } = world().actors.user;
        const session = sessionNameOf(readdirSync(library).find((name) => runIdSchema.safeParse(name).success) ?? '');
        const acted = (): boolean =>
          readdirSync(runtimeBase).some((dir) => existsSync(floorNotePath(join(runtimeBase, dir), session))) &&
          !stopsNow();
        try {
          await awaitCondition(acted, { what: 'the watchdog to stop the recorder', ...waiting });
        } finally {
          run.kill('SIGCONT');
        }
      },
    ));

  it('never yields a ready trace if there was not enough space for all of it', () =>
    onDisk(48, MIB, (result) => {
      expect(result.code, result.stderr).toBe(0);
      const report = traceReportSchema.parse(result.json());
      expect(report).toMatchObject({ state: 'damaged', endedBy: 'disk-floor' });
      const codes = report.warnings.map(({ code }) => code);
      expect(codes.some((code) => code === 'damaged' || code === 'unreadable')).toBe(true);
      expect(errorDataSchema.safeParse(report).success).toBe(false);
    }));
});

/** Whether a client that stops a session is still running. */
const stopsNow = (): boolean =>
  runningProcesses().some(
    ({ argv: [file = '', ...args] }) => /(^|\/)(lttng|timeout)$/.test(file) && args.includes('stop'),
  );

inWorld('a trace that may not grow above a size', () => {
  /** The most that is written after the check that ends it, on the fastest disk: until the next check, plus the buffers. */
  const ROOM = 1024 * MIB;

  it('ends at that size, complete, long before its time limit', async () => {
    const { actors, folder, user } = world();
    const library = mkdtempSync(join(folder, 'size-'));
    chownSync(library, user.uid, user.gid);
    const asked = ['record', '--json', '--library', library, '--max-size', '20m', '--network', 'none'];
    const program = ['--engine', 'podman', '--image', DEMO, '--max-duration', '600', '--', ...FLOOD];
    const result = await runCli([...asked, ...program], { as: 'user' });
    expect(result.code, result.stderr).toBe(0);
    const report = traceReportSchema.parse(result.json());
    expect(report, JSON.stringify(report.warnings)).toMatchObject({
      state: 'ready',
      endedBy: 'size-limit',
      exitCode: null,
    });
    expect(report.sizeBytes).toBeGreaterThanOrEqual(20 * MIB);
    expect(report.sizeBytes).toBeLessThan(20 * MIB + ROOM);
    expect(eventsRead(report)).toBe(report.events);
    await awaitClean({
      engines: [worldEngines()['podman rootless']],
      libraries: [library],
      runtimeBases: [actors.user.runtimeBase],
    });
  });
});

/** Counts the events with babeltrace2, to the end of the trace. */
function eventsRead(report: TraceReport): number {
  const counted = runTool('babeltrace2', [report.path, '--component=sink.utils.counter'], { timeoutMs: 120_000 });
  return Number([...counted.matchAll(/(\d+) Event messages/g)].at(-1)?.[1]); // it prints its progress, too
}
