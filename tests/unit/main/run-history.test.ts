import type { RunEvent } from '@shared/model/run-event';
import { foldRunEvent, type RunState } from '@shared/model/run-state';
import { expect, it } from 'vitest';
import { RunHistory } from '../../../src/main/run-history';

const started: RunEvent = {
  type: 'run-started',
  at: 0,
  runId: '20260131-235959-0a1b2c',
  title: 't',
  steps: [{ id: 'run', title: 'Run' }],
};
const printed = (text: string): RunEvent => ({ type: 'step-output', at: 1, stepId: 'run', stream: 'stdout', text });
const grew = (at: number): RunEvent => ({
  type: 'trace-grew',
  at,
  elapsedMs: at,
  sizeBytes: at,
  freeBytes: 1,
  discardedEvents: null,
});
const stateOf = (history: RunHistory) => history.list().reduce(foldRunEvent, null as RunState | null);

it('folds to the same state as the events themselves', () => {
  const events = [started, printed('a'), grew(1), printed('b'), grew(2), printed('c')];
  const history = new RunHistory();
  for (const event of events) history.add(event);
  expect(stateOf(history)).toEqual(events.reduce(foldRunEvent, null as RunState | null));
});

it('is bounded for a long run, and keeps the last size and the end of the output', () => {
  const history = new RunHistory();
  history.add(started);
  for (let i = 0; i < 5_000; i += 1) {
    history.add(printed(`${'x'.repeat(400)}${i}\n`));
    history.add(grew(i));
    history.add({ type: 'warned', at: i, code: 'w', message: 'kept' });
  }
  const size = JSON.stringify(history.list().filter((event) => event.type !== 'warned')).length;
  expect(size).toBeLessThan(2_500_000);
  expect(stateOf(history)?.output.lines.at(-2)?.shown).toMatch(/x4999$/);
  expect(stateOf(history)?.sizeBytes).toBe(4_999);
});

it('starts empty with the next run', () => {
  const history = new RunHistory();
  for (const event of [started, printed('old'), { ...started, runId: '20260131-235959-ffffff' }]) history.add(event);
  expect(history.list()).toHaveLength(1);
});
