import type { ErrorData } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import { privilegeTrouble, waitsForPassword } from '@shared/model/run-privilege';
import { foldRunEvent, type RunState } from '@shared/model/run-state';
import { describe, expect, it } from 'vitest';

const at = 1;
const STEPS = ['folder', 'helper', 'kernel-daemon', 'run-1'].map((id) => ({ id, title: id }));
const dismissed: ErrorData = { code: 'denied', message: 'The dialog was closed.' };
const gone: ErrorData = { code: 'command', message: 'The helper has gone.' };
const started = (stepId: string): RunEvent => ({ type: 'step-started', at, stepId });
const failed = (stepId: string, error: ErrorData): RunEvent => ({ type: 'step-failed', at, stepId, error });
const finished = (outcome: 'kept' | 'cancelled' | 'failed', error: ErrorData | null = null): RunEvent => ({
  type: 'run-finished',
  at,
  outcome,
  traceId: null,
  error,
});

function runWith(...events: RunEvent[]): RunState {
  const begun: RunEvent[] = [
    { type: 'run-started', at, runId: 'r', title: 't', steps: [] },
    { type: 'run-planned', at, steps: STEPS, privilege: { level: 'helper', reason: 'so' } },
  ];
  const run = [...begun, ...events].reduce(foldRunEvent, null as RunState | null);
  if (!run) throw new Error('no run');
  return run;
}

describe('a run that needs a password', () => {
  it('waits while the dialog stands open, and no longer', () => {
    expect(waitsForPassword(runWith(started('helper')))).toBe(true);
    expect(waitsForPassword(runWith(started('folder')))).toBe(false);
    const answered: RunEvent = { type: 'step-finished', at, stepId: 'helper', durationMs: 3_600_000 };
    expect(waitsForPassword(runWith(started('helper'), answered))).toBe(false);
    expect(runWith().privilege).toEqual({ level: 'helper', reason: 'so' });
  });

  it('has a way on where the dialog was dismissed, and none is offered to who cancelled the run', () => {
    const over = [started('helper'), failed('helper', dismissed)];
    expect(privilegeTrouble(runWith(...over, finished('failed', dismissed)), true)).toEqual(dismissed);
    expect(privilegeTrouble(runWith(...over, finished('cancelled')), true)).toBeNull();
  });

  it('has a way on where the helper went away in the middle, also after a reload of the page', () => {
    expect(privilegeTrouble(runWith(failed('run-1', gone), finished('failed', gone)), false)).toEqual(gone);
    expect(privilegeTrouble(runWith(finished('kept')), true)).toBeNull();
  });

  it('has one where the plan was refused, by what was asked for', () => {
    const refused: ErrorData = { code: 'missing', message: 'pkexec is not installed.' };
    const run = [
      { type: 'run-started', at, runId: 'r', title: 't', steps: [{ id: 'look', title: 'Look' }] },
      failed('look', refused),
      finished('failed', refused),
    ].reduce((state, event) => foldRunEvent(state, event as RunEvent), null as RunState | null);
    expect(run && privilegeTrouble(run, true)).toEqual(refused);
    expect(run && privilegeTrouble(run, false)).toBeNull();
  });
});
