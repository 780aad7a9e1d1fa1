import { traceReportSchema, traceRowSchema } from '@shared/model/trace-record';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { inWorld } from '../setup/in-world';
import { runCli } from '../setup/run-cli';
import { world } from '../setup/world-state';
import { twice } from './entries/accident-engines';
import { startAccident } from './entries/accident-run';
import { buildEntries } from './entries/build-entries';
import { SET_BACK_MS } from './entries/set-clock';

inWorld('a wall clock that is set back by an hour while two containers are recorded', () => {
  let entry = '';
  beforeAll(async () => {
    entry = (await buildEntries(world().app)).accidentCli;
  });

  it('changes neither durations nor the assignment of events to containers, and the trace says it', async () => {
    const accident = { stepId: 'run-1', when: 'started', act: 'set-clock' } as const;
    const { run } = startAccident(entry, twice('podman'), { as: 'user', accident });
    const end = await run.ended;
    expect(end.code, end.stderr).toBe(0);
    const report = traceReportSchema.parse(end.json());
    expect(report.warnings.map(({ code }) => code)).toEqual(['clock-set']);
    expect(report.durationMs).toBeGreaterThan(0);
    expect(report.durationMs).toBeLessThan(SET_BACK_MS / 2);
    expect(report.containers).toHaveLength(2);
    for (const { startedAtMs, endedAtMs, processes } of report.containers) {
      expect(startedAtMs - Date.parse(report.createdAt)).toBeGreaterThanOrEqual(0);
      expect((endedAtMs ?? 0) - startedAtMs).toBeGreaterThan(0);
      expect(processes.reduce((sum, { events }) => sum + events, 0)).toBeGreaterThan(0);
    }
    const listed = await runCli(['list', '--json'], { as: 'user' });
    const [newest] = z.array(traceRowSchema).parse(listed.json());
    expect(newest, 'the list is in the order of the starts').toMatchObject({
      id: report.id,
      createdAt: report.createdAt,
    });
  });
});
