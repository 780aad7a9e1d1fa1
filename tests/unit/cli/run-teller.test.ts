import type { RunEvent } from '@shared/model/run-event';
import { planRun } from '@shared/planning/plan-run';
import type { LevelChoice } from '@shared/privilege/level';
import { runConfigSchema } from '@shared/request/run-config';
import { sanityRun } from '@shared/request/sanity-run';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RunTeller } from '../../../src/cli/run-teller';

const HELPER: LevelChoice = { level: 'helper', reason: 'Kernel events need it.', caution: 'This is a checkout.' };

let said: string[];
beforeEach(() => {
  said = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text).trimEnd()) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The real plan of such a recording. */
function planned(access: LevelChoice, recording: object = {}): RunEvent {
  const { steps, privilege } = planRun(
    runConfigSchema.parse({ ...sanityRun(), recording: { kernel: { preset: 'container' }, ...recording } }),
    {
      runId: '20260102-030405-000000',
      tracePath: '/traces/20260102-030405-000000',
      daemon: { kind: 'private', home: '/run/ct' },
      ustSocket: 'lttng-ust-sock-8',
      preloadNames: {},
      kernel: { access, buffers: { count: 4, sizeKiB: 512 }, exceptPidNs: [] },
    },
  );
  return { type: 'run-planned', at: 0, steps: steps.map(({ id, title }) => ({ id, title })), privilege };
}

const started = (stepId: string): RunEvent => ({ type: 'step-started', at: 0, stepId });
const stop: RunEvent = { type: 'stop-requested', at: 0, by: 'stop' };

function tell(...events: RunEvent[]): string[] {
  const teller = new RunTeller();
  for (const event of events) teller.tell(event);
  return said;
}

describe('a run in the terminal', () => {
  it('tells level, reason and caution before the first step, and that a dialog waits', () => {
    expect(tell(planned(HELPER), started('helper'))).toEqual([
      'Privilege: helper. Kernel events need it.',
      '! This is a checkout.',
      '→ Start the helper, by your password',
      '  Waiting for your password in the dialog; Ctrl+C gives up.',
    ]);
  });

  it('tells no level where nothing is asked for', () => {
    expect(tell(planned({ level: 'none', reason: 'This is root.' }))).toEqual([]);
  });

  it('gives up while the dialog is open, and keeps afterwards', () => {
    expect(tell(planned(HELPER), started('helper'), stop).at(-1)).toBe('Giving up: nothing was recorded yet.');
    const finished: RunEvent = { type: 'step-finished', at: 0, stepId: 'helper', durationMs: 1 };
    expect(tell(planned(HELPER), started('helper'), finished, started('program-1'), stop).at(-1)).toMatch(
      /^Stopping; what was recorded is kept/,
    );
  });

  it('tells of a flight recorder how the last seconds are saved, and of no other recording', () => {
    const how = `  Save the last seconds: kill -USR1 ${process.pid}`;
    expect(tell(planned(HELPER, { mode: 'flight-recorder' }), started('program-1')).at(-1)).toBe(how);
    said = [];
    expect(tell(planned(HELPER), started('program-1'))).not.toContain(how);
  });
});
