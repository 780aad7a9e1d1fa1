import type { RunEvent } from '@shared/model/run-event';
import { foldRunEvent, type RunState, stepsNotUndone } from '@shared/model/run-state';
import { describe, expect, it } from 'vitest';
import { RUN_ID } from '../setup/configs';

const started: RunEvent = {
  type: 'run-started',
  at: 1,
  runId: RUN_ID,
  title: 'ls',
  steps: [{ id: 'look', title: 'Look' }],
};
const fold = (events: readonly RunEvent[]): RunState => {
  const state = events.reduce<RunState | null>(foldRunEvent, null);
  if (!state) throw new Error('The run never started.');
  return state;
};
const error = { code: 'command', message: 'No.' } as const;

describe('the state of a run', () => {
  it('is null before the start', () => {
    expect(foldRunEvent(null, { type: 'cancel-requested', at: 1 })).toBeNull();
  });

  it('follows its steps, with later planned ones after the first', () => {
    const state = fold([
      started,
      { type: 'step-started', at: 2, stepId: 'look' },
      { type: 'step-finished', at: 3, stepId: 'look', durationMs: 1 },
      {
        type: 'run-planned',
        at: 4,
        steps: [
          { id: 'folder', title: 'Folder' },
          { id: 'start', title: 'Start' },
        ],
      },
      { type: 'step-started', at: 5, stepId: 'folder' },
    ]);
    expect(state.steps.map((step) => [step.id, step.status])).toEqual([
      ['look', 'done'],
      ['folder', 'running'],
      ['start', 'waiting'],
    ]);
    expect(state.steps[1]?.startedAt).toBe(5);
  });

  it('contains which steps failed, were undone and could not be undone', () => {
    const planned: RunEvent = {
      type: 'run-planned',
      at: 2,
      steps: [
        { id: 'a', title: 'A' },
        { id: 'b', title: 'B' },
      ],
    };
    const state = fold([
      started,
      planned,
      { type: 'step-failed', at: 3, stepId: 'look', error },
      { type: 'undo-finished', at: 4, stepId: 'a' },
      { type: 'undo-failed', at: 5, stepId: 'b', error },
      { type: 'run-finished', at: 6, outcome: 'failed', traceId: null, error },
    ]);
    expect(state.steps.map((step) => step.status)).toEqual(['failed', 'undone', 'undo-failed']);
    expect(state).toMatchObject({ phase: 'failed', error, traceId: null });
  });

  it('lists steps that could not be undone, those with the same error once', () => {
    const steps = ['a', 'b', 'c'].map((id) => ({ id, title: id }));
    const failed = (stepId: string, message: string): RunEvent => ({
      type: 'undo-failed',
      at: 3,
      stepId,
      error: { code: 'command', message },
    });
    const planned: RunEvent = { type: 'run-planned', at: 2, steps };
    const state = fold([started, planned, failed('c', 'Refused.'), failed('b', 'Refused.'), failed('a', 'Denied.')]);
    expect(state.steps.map((step) => step.status).slice(-3)).toEqual(['undo-failed', 'undo-failed', 'undo-failed']);
    expect(stepsNotUndone(state).map((step) => step.id)).toEqual(['a', 'b']);
  });

  it('stops, cancels and ends', () => {
    expect(fold([started, { type: 'stop-requested', at: 2, by: 'stop' }]).phase).toBe('stopping');
    expect(fold([started, { type: 'cancel-requested', at: 2 }]).phase).toBe('cancelling');
    const kept: RunEvent = { type: 'run-finished', at: 3, outcome: 'kept', traceId: RUN_ID, error: null };
    expect(fold([started, kept, { type: 'trace-counted', at: 4, traceId: RUN_ID, events: 7 }])).toMatchObject({
      phase: 'kept',
      events: 7,
      traceId: RUN_ID,
    });
  });

  it('contains the output, and how much was omitted', () => {
    const state = fold([
      started,
      { type: 'step-output', at: 2, stepId: 'run-1', stream: 'stdout', text: 'a\nb' },
      { type: 'step-output', at: 2, stepId: 'run-1', stream: 'stderr', text: 'c\n', leftOut: 7 },
    ]);
    expect(state.output.lines.map((line) => [line.shown, line.leftOut])).toEqual([
      ['a', 0],
      ['b', 0],
      ['c', 7],
      ['', 0],
    ]);
    expect(state.output.droppedChars).toBe(7);
  });

  it('contains figures and warnings', () => {
    const state = fold([
      started,
      { type: 'trace-grew', at: 2, elapsedMs: 10, sizeBytes: 20, freeBytes: 30, discardedEvents: 40 },
      { type: 'trace-grew', at: 2, elapsedMs: 11, sizeBytes: 21, freeBytes: 31, discardedEvents: null },
      { type: 'warned', at: 3, code: 'lost', message: 'Lost.', hint: 'More.' },
      { type: 'snapshot-saved', at: 4, number: 1 },
      { type: 'snapshot-saved', at: 5, number: 2 },
    ]);
    expect(state).toMatchObject({ elapsedMs: 11, sizeBytes: 21, freeBytes: 31, discardedEvents: 40, snapshots: 2 });
    expect(state.growth.map((one) => one.sizeBytes)).toEqual([20, 21]);
    expect(state.warnings).toEqual([{ code: 'lost', message: 'Lost.', hint: 'More.' }]);
  });

  it('does not change an earlier state', () => {
    const before = fold([started]);
    const copy = structuredClone(before);
    foldRunEvent(before, { type: 'step-started', at: 2, stepId: 'look' });
    expect(before).toEqual(copy);
  });
});
