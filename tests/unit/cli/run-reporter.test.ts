import type { RunEvent } from '@shared/model/run-event';
import { planRun } from '@shared/planning/plan-run';
import type { LevelChoice } from '@shared/privilege/level';
import { runConfigSchema } from '@shared/request/run-config';
import { sanityRun } from '@shared/request/sanity-run';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ABANDONED, PASSWORD_WAIT, RunReporter, STOPPING, saveHint } from '../../../src/cli/run-reporter';

const HELPER: LevelChoice = { level: 'helper', reason: 'Kernel events need it.', caution: 'This is a checkout.' };

let printed: string[];
beforeEach(() => {
  printed = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text).trimEnd()) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The plan of a kernel recording, made by planRun. */
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

function linesOf(...events: RunEvent[]): string[] {
  const reporter = new RunReporter();
  for (const event of events) reporter.report(event);
  return printed;
}

describe('a recording in the terminal', () => {
  it('shows privilege level, reason and caution before the first step, and that it waits for a password', () => {
    expect(linesOf(planned(HELPER), started('helper'))).toEqual([
      'Privilege: helper. Kernel events need it.',
      '! This is a checkout.',
      expect.stringMatching(/^→ ./),
      PASSWORD_WAIT,
    ]);
  });

  it('shows no privilege level when the recording needs no privilege', () => {
    expect(linesOf(planned({ level: 'none', reason: 'This is root.' }))).toEqual([]);
  });

  it('reports an abandoned recording while the password dialog is open, and a kept one afterwards', () => {
    expect(linesOf(planned(HELPER), started('helper'), stop).at(-1)).toBe(ABANDONED);
    const finished: RunEvent = { type: 'step-finished', at: 0, stepId: 'helper', durationMs: 1 };
    expect(linesOf(planned(HELPER), started('helper'), finished, started('program-1'), stop).at(-1)).toBe(STOPPING);
  });

  it('reports an undo of several steps that failed once', () => {
    const failed = (stepId: string, message: string): RunEvent => ({
      type: 'undo-failed',
      at: 0,
      stepId,
      error: { code: 'command', message },
    });
    expect(
      linesOf(failed('create-2', 'Refused.'), failed('create-1', 'Refused.'), failed('folder', 'Denied.')),
    ).toEqual([expect.stringMatching(/create-2.*Refused\./), expect.stringMatching(/folder.*Denied\./)]);
  });

  it('shows how to save the last seconds for a flight recorder only', () => {
    const how = saveHint(process.pid);
    expect(linesOf(planned(HELPER, { mode: 'flight-recorder' }), started('program-1')).at(-1)).toBe(how);
    printed = [];
    expect(linesOf(planned(HELPER), started('program-1'))).not.toContain(how);
  });
});
