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
  expect(text).toBe('x'.repeat(text.length));
  const [event] = told;
  expect(event).toMatchObject({ leftOut: 1_000_000 - text.length });
});

it('begins behind a newline where it leaves something out, never within a colour', () => {
  const line = `${'\u001b[31mred\u001b[0m'.repeat(3)}\n`;
  batch.push(printed(line.repeat(10_000)));
  batch.flush();
  const [text = ''] = texts(told);
  expect(text.startsWith('\u001b[31mred')).toBe(true);
  expect(text.length % line.length).toBe(0);
});

it('hands on the colours and leaves the plain text', () => {
  batch.push({ ...printed('red'), shown: '\u001b[31mred\u001b[0m' } as RunEvent);
  batch.push(printed(' plain'));
  batch.flush();
  expect(told).toEqual([{ ...printed('\u001b[31mred\u001b[0m plain') }]);
});
