import { join } from 'node:path';
import { errorDataSchema } from '@shared/model/app-error';
import { type TraceReport, traceReportSchema } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { inWorld } from '../setup/in-world';
import { type CliResult, startProgram } from '../setup/run-cli';
import { world } from '../setup/world-state';
import { expectNothingLeft } from './reading/ways';

const failure = z.object({ error: errorDataSchema });

/** Runs the command line under a program that limits a resource. */
const under = (wrapper: readonly string[], args: readonly string[]): Promise<CliResult> =>
  startProgram([...wrapper, world().node, join(world().app, 'out/main/cli.js'), ...args], { as: 'root' }).ended;

/** 14 MiB: the usual buffers of two processors take 18. */
const SMALL_SHM = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c'];
const withSmallShm = (args: readonly string[]): Promise<CliResult> =>
  under([...SMALL_SHM, 'mount -t tmpfs -o size=14m tmpfs /dev/shm && exec "$@"', 'sh'], args);

const withFiles = (most: number, args: readonly string[]): Promise<CliResult> =>
  under(['prlimit', `--nofile=${most}:${most}`, '--'], args);

inWorld('a machine with too little for a recording', () => {
  it('warns of too little shared memory, and names it as the cause of a forced recording without events', async () => {
    const refused = await withSmallShm(['sanity', '--json']);
    expect(refused.code, refused.stderr).toBe(2);
    expect(failure.parse(refused.json()).error.message).toContain('/dev/shm');
    const forced = await withSmallShm(['sanity', '--json', '--force']);
    expect(forced.code, forced.stderr).toBe(0);
    const report: TraceReport = traceReportSchema.parse(forced.json());
    expect(report).toMatchObject({ state: 'ready', events: 0, exitCode: 0 });
    const codes = report.warnings.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['shared-memory', 'no-buffers', 'no-events']));
    expect(report.warnings.find(({ code }) => code === 'no-events')?.hint).toContain('/dev/shm');
    await expectNothingLeft();
  });

  it('warns of too few open files, and never reports that as a fault of the program', async () => {
    const refused = await withFiles(64, ['sanity', '--json']);
    expect(refused.code, refused.stderr).toBe(2);
    expect(failure.parse(refused.json()).error.message).toContain('open files');
    for (const most of [24, 32]) {
      const { stdout, stderr } = await withFiles(most, ['sanity', '--json']);
      expect(`${stdout}${stderr}`, `with ${most} files`).not.toMatch(/iterable|undefined|fault of/);
    }
    await expectNothingLeft();
  });
});
