import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { traceReportSchema } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { awaitCondition } from '../setup/await-condition';
import { cancelTwice } from '../setup/cancel-twice';
import { inWorld } from '../setup/in-world';
import { runCli, startCli } from '../setup/run-cli';
import { world } from '../setup/world-state';
import { readTrace } from './reading/read-trace';
import { expectNothingLeft, recordArgs, WAYS, type Way } from './reading/ways';

const MIB = 1_048_576;
/** Uses the whole grace period of a stop, so that a second Ctrl+C comes in time. */
const STUBBORN = ['sh', '-c', 'trap "" TERM; while :; do ls -la / >/dev/null; sleep 0.05; done'];
const way = WAYS[0] as Way;
const rotated = recordArgs(way, ['--json', '--rotate-size', '1m'], STUBBORN);

inWorld('a recording in parts', () => {
  it('is one trace of many leaves, and its size is that of all parts', async () => {
    // A timer starts a new part every second. No burst reaches the limit before.
    const run = startCli(recordArgs(way, ['--json', '--rotate-size', '1m', '--max-size', '2g'], STUBBORN), {
      as: way.as,
    });
    await aPartIsWhole();
    run.kill('SIGINT');
    const result = await run.ended;
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const report = traceReportSchema.parse(result.json());
    expect(report).toMatchObject({ state: 'ready', endedBy: 'stop', warnings: [] });
    const leaves = report.recordings.flatMap((recording) => recording.leaves);
    expect(leaves.length).toBeGreaterThan(1);
    expect(leaves.map(({ part }) => part)).toEqual(leaves.map((_, number) => ({ kind: 'rotation', number })));
    expect(report.sizeBytes).toBeGreaterThan(MIB);
    expect(readTrace(report.path)).toHaveLength(report.events ?? -1);
    await expectNothingLeft();
  });

  it('is discarded completely on Cancel', async () => {
    const run = startCli(rotated, { as: way.as });
    await aPartIsWhole();
    await cancelTwice(run);
    const result = await run.ended;
    expect(result, result.stderr).toMatchObject({ code: 130 });
    expect(parts()).toEqual([]);
    await expectNothingLeft();
  });

  it('keeps every part when it is killed', async () => {
    const run = startCli(rotated, { as: way.as });
    await aPartIsWhole();
    run.kill('SIGKILL');
    await run.ended;
    await expectNothingLeft();
    const rows = (await runCli(['list', '--json'], { as: way.as })).json() as { id: string }[];
    const shown = await runCli(['show', '--json', rows[0]?.id ?? ''], { as: way.as });
    expect(shown, shown.stderr).toMatchObject({ code: 0 });
    const report = traceReportSchema.pick({ endedBy: true, recordings: true }).parse(shown.json());
    expect(report.endedBy).toBe('accident');
    const [first, ...more] = report.recordings.flatMap(({ leaves }) => leaves);
    expect(first?.part).toEqual({ kind: 'rotation', number: 0 });
    expect(more.length).toBeGreaterThan(0);
    expect(parts()).toEqual([]);
  });
});

/** Folders of complete parts that no trace contains yet. */
function parts(): string[] {
  const { library } = world().actors[way.as];
  if (!existsSync(library)) return [];
  return readdirSync(library)
    .map((id) => join(library, id, 'archives'))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path));
}

const aPartIsWhole = (): Promise<void> =>
  awaitCondition(() => parts().length > 0, { what: 'a part of the recording to be whole', timeoutMs: 60_000 });
