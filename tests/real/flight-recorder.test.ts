import { NOT_A_FLIGHT_RECORDER } from '@core/runs/watch/flight-recorder';
import { traceReportSchema } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { saveHint, snapshotSaved } from '../../src/cli/run-reporter';
import { asPrinted } from '../setup/as-printed';
import { inWorld } from '../setup/in-world';
import { startCli } from '../setup/run-cli';
import { expectNothingLeft, recordArgs, WAYS, type Way } from './reading/ways';

const ENDLESS = ['sh', '-c', 'echo begun; while :; do ls -la /; sleep 0.05; done'];
const LISTED = /begun[\s\S]* boot\n/;
const way = WAYS[0] as Way;

inWorld('a flight recorder by the command line', () => {
  it('saves the last seconds on SIGUSR1 and at the end, each as leaves of one trace', async () => {
    const run = startCli(recordArgs(way, ['--json', '--flight-recorder'], ENDLESS), { as: way.as });
    await run.seen(asPrinted(`${saveHint(run.pid)}\n`));
    await run.seen(LISTED);
    run.kill('SIGUSR1');
    await run.seen(asPrinted(snapshotSaved(1)));
    run.kill('SIGINT');
    const result = await run.ended;
    expect(result, result.stderr).toMatchObject({ code: 0 });
    const report = traceReportSchema.parse(result.json());
    expect(report).toMatchObject({ state: 'ready', endedBy: 'stop' });
    const leaves = report.recordings.flatMap((recording) => recording.leaves.map(({ path }) => path));
    expect(leaves.filter((path) => /-snapshot-\d$/.test(path))).toEqual(leaves);
    expect(leaves).toHaveLength(2);
    expect(report.events).toBeGreaterThan(0);
    await expectNothingLeft();
  });

  it('reports for any other recording that there is nothing to save, and continues', async () => {
    const run = startCli(recordArgs(way, ['--json'], ENDLESS), { as: way.as });
    await run.seen(LISTED);
    run.kill('SIGUSR1');
    await run.seen(asPrinted(NOT_A_FLIGHT_RECORDER));
    run.kill('SIGINT');
    const result = await run.ended;
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expect(result.stderr).not.toContain('kill -USR1');
    await expectNothingLeft();
  });
});
