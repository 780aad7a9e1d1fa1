import type { RunEvent } from '@shared/model/run-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { OutputBatch } from '../../../src/main/output-batch';

const printed = (text: string, stepId = 'run'): RunEvent => ({
  type: 'step-output',
  at: 1,
  stepId,
  stream: 'stdout',
  text,
});
const texts = (events: RunEvent[]): string[] =>
  events.flatMap((event) => (event.type === 'step-output' ? [event.text] : []));

let told: RunEvent[];
let batch: OutputBatch;
beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  batch = new OutputBatch((event) => told.push(event));
});
afterEach(() => {
  vi.useRealTimers();
});

it('joins what is printed until its time has come', () => {
  batch.push(printed('a'));
  batch.push(printed('b'));
  expect(told).toEqual([]);
  vi.runAllTimers();
  expect(texts(told)).toEqual(['ab']);
});

it('keeps the order: any other event lets the output out first', () => {
  batch.push(printed('a'));
  batch.push({ type: 'step-finished', at: 2, stepId: 'run', durationMs: 1 });
  expect(told.map((event) => event.type)).toEqual(['step-output', 'step-finished']);
});

it('does not mix the output of two steps', () => {
  batch.push(printed('a', 'one'));
  batch.push(printed('b', 'two'));
  batch.flush();
  expect(texts(told)).toEqual(['a', 'b']);
});

it('bounds a flood and says how much is left out', () => {
  for (let i = 0; i < 100; i += 1) batch.push(printed('x'.repeat(10_000)));
  batch.flush();
  const [text = ''] = texts(told);
  expect(text.length).toBeLessThan(65_000);
  expect(text).toContain('[936000 characters left out here]');
});

it('lets nothing through that a terminal would obey', () => {
  batch.push(printed('\u001b[31mred\u001b[0m\u0007'));
  batch.flush();
  expect(texts(told)).toEqual(['red']);
});
