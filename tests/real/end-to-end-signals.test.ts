import { traceReportSchema } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';
import { SUSPEND_REFUSED } from '../../src/cli/run-reporter';
import { asPrinted } from '../setup/as-printed';
import { cancelTwice } from '../setup/cancel-twice';
import { inWorld } from '../setup/in-world';
import { runCli, startCli } from '../setup/run-cli';
import { expectNothingLeft, recordArgs, recordDemoImage, WAYS, type Way } from './reading/ways';

const ENDLESS = ['sh', '-c', 'echo begun; while :; do ls -la /; sleep 0.05; done'];
/** Uses the whole grace period of a stop. */
const STUBBORN = ['sh', '-c', 'trap "" TERM; echo begun; while :; do ls -la / || true; sleep 0.05; done'];
/** The container's output on standard error. `ls` lists itself, so the recording is running. */
const LISTED = /begun[\s\S]* boot\n/;

const traceIds = async (way: Way): Promise<string[]> => {
  const rows = (await runCli(['list', '--json'], { as: way.as })).json() as { id: string }[];
  return rows.map((row) => row.id);
};

inWorld('signals', () => {
  describe.each(WAYS.slice(0, 3))('$title', (way) => {
    // Signals reach the run in the same way for every engine, so only one engine tests all three.
    const signals = way === WAYS[0] ? (['SIGINT', 'SIGTERM', 'SIGHUP'] as const) : (['SIGINT'] as const);
    it.each(signals)('%s stops and keeps; Ctrl+Z before it is refused', async (signal) => {
      const run = startCli(recordArgs(way, ['--json'], ENDLESS), { as: way.as });
      await run.seen(LISTED);
      run.kill('SIGTSTP');
      await run.seen(asPrinted(SUSPEND_REFUSED));
      run.kill(signal);
      const result = await run.ended;
      expect(result, result.stderr).toMatchObject({ code: 0 });
      const report = traceReportSchema.parse(result.json());
      expect(report).toMatchObject({ state: 'ready', endedBy: 'stop', exitCode: null, discardedEvents: 0 });
      expect(report.events).toBeGreaterThan(4_000);
      await expectNothingLeft();
    });

    it('SIGINT twice cancels: nothing is kept, nothing is left', async () => {
      const before = await traceIds(way);
      const run = startCli(recordArgs(way, ['--json'], STUBBORN), { as: way.as });
      await run.seen(LISTED);
      await cancelTwice(run);
      const result = await run.ended;
      expect(result, result.stderr).toMatchObject({ code: 130 });
      expect(result.json()).toMatchObject({ error: { code: 'cancelled' } });
      expect(await traceIds(way)).toEqual(before);
      await expectNothingLeft();
    });
  });

  it('--max-duration stops and keeps', async () => {
    const report = await recordDemoImage(WAYS[0] as Way, ['--max-duration', '1'], ENDLESS);
    expect(report).toMatchObject({ state: 'ready', endedBy: 'time-limit', exitCode: null });
    expect(report.events).toBeGreaterThan(4_000);
    await expectNothingLeft();
  });
});
