import type { RunEvent } from '@shared/model/run-event';
import { canSaveSnapshot, isFlightRecorder } from '@shared/model/run-snapshots';
import { foldRunEvent, type RunState } from '@shared/model/run-state';
import { expect, it } from 'vitest';

const at = 1;
const started = (stepId: string): RunEvent => ({ type: 'step-started', at, stepId });
const finished = (stepId: string): RunEvent => ({ type: 'step-finished', at, stepId, durationMs: 1 });

function runOf(ids: readonly string[], ...events: RunEvent[]): RunState {
  const steps = ids.map((id) => ({ id, title: id }));
  const begun: RunEvent = { type: 'run-started', at, runId: 'r', title: 't', steps };
  const run = [begun, ...events].reduce(foldRunEvent, null as RunState | null);
  if (!run) throw new Error('no run');
  return run;
}

it('a flight recorder can save snapshots between the start of all its sessions and the first stop', () => {
  const steps = ['kernel-start', 'start', 'run-1', 'stop', 'kernel-stop', 'snapshot', 'kernel-snapshot'];
  const both = [finished('kernel-start'), finished('start'), started('run-1')];
  expect(canSaveSnapshot(runOf(steps, finished('kernel-start'), started('start')))).toBe(false);
  expect(canSaveSnapshot(runOf(steps, ...both))).toBe(true);
  expect(canSaveSnapshot(runOf(steps, ...both, started('stop')))).toBe(false);
  expect(canSaveSnapshot(runOf(steps, ...both, { type: 'stop-requested', at, by: 'stop' }))).toBe(false);
  expect(runOf(steps, ...both, { type: 'snapshot-saved', at, number: 2 }).snapshots).toBe(2);
});

it('a continuous recording cannot save snapshots', () => {
  const run = runOf(['start', 'run-1', 'stop'], finished('start'), started('run-1'));
  expect(isFlightRecorder(run)).toBe(false);
  expect(canSaveSnapshot(run)).toBe(false);
});
