import type { ErrorData } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import { canLeaveKernelOut, canTryAgain, waitsForPassword } from '@shared/model/run-privilege';
import { foldRunEvent, type RunState } from '@shared/model/run-state';
import { describe, expect, it } from 'vitest';

const at = 1;
const STEPS = ['folder', 'helper', 'kernel-daemon', 'run-1'].map((id) => ({ id, title: id }));
const closed: ErrorData = { code: 'denied', message: 'The dialog was closed.' };
const started = (stepId: string): RunEvent => ({ type: 'step-started', at, stepId });
const failed = (stepId: string, error: ErrorData): RunEvent => ({ type: 'step-failed', at, stepId, error });
const finished = (outcome: 'kept' | 'cancelled' | 'failed', error: ErrorData | null = null): RunEvent => ({
  type: 'run-finished',
  at,
  outcome,
  traceId: null,
  error,
});

function runWith(recordsKernel: boolean, ...events: RunEvent[]): RunState {
  const begun: RunEvent[] = [
    { type: 'run-started', at, runId: 'r', title: 't', recordsKernel, steps: [] },
    { type: 'run-planned', at, steps: STEPS, privilege: { level: 'helper', reason: 'so' } },
  ];
  const run = [...begun, ...events].reduce(foldRunEvent, null as RunState | null);
  if (!run) throw new Error('no run');
  return run;
}

describe('a run that needs a password', () => {
  it('waits only while the dialog is open', () => {
    expect(waitsForPassword(runWith(true, started('helper')))).toBe(true);
    expect(waitsForPassword(runWith(true, started('folder')))).toBe(false);
    const answered: RunEvent = { type: 'step-finished', at, stepId: 'helper', durationMs: 3_600_000 };
    expect(waitsForPassword(runWith(true, started('helper'), answered))).toBe(false);
    expect(runWith(true).privilege).toEqual({ level: 'helper', reason: 'so' });
  });

  it('can be repeated after it failed, but not after the user cancelled it', () => {
    const over = [started('helper'), failed('helper', closed)];
    const refused = runWith(true, ...over, finished('failed', closed));
    expect([canTryAgain(refused), canLeaveKernelOut(refused)]).toEqual([true, true]);
    const ofEngine = runWith(false, ...over, finished('failed', closed));
    expect([canTryAgain(ofEngine), canLeaveKernelOut(ofEngine)]).toEqual([true, false]);
    for (const run of [runWith(true, ...over, finished('cancelled')), runWith(true, finished('kept'))])
      expect([canTryAgain(run), canLeaveKernelOut(run)]).toEqual([false, false]);
  });
});
