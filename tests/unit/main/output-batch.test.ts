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

let emitted: RunEvent[];
let batch: OutputBatch;
beforeEach(() => {
  vi.useFakeTimers();
  emitted = [];
  batch = new OutputBatch((event) => emitted.push(event));
});
afterEach(() => {
  vi.useRealTimers();
});

it('joins output until the flush', () => {
  batch.push(printed('a'));
  batch.push(printed('b'));
  expect(emitted).toEqual([]);
  vi.runAllTimers();
  expect(texts(emitted)).toEqual(['ab']);
});

it('keeps the order of events: pending output is emitted before any other event', () => {
  batch.push(printed('a'));
  batch.push({ type: 'step-finished', at: 2, stepId: 'run', durationMs: 1 });
  expect(emitted.map((event) => event.type)).toEqual(['step-output', 'step-finished']);
});

it('does not mix the output of two steps', () => {
  batch.push(printed('a', 'one'));
  batch.push(printed('b', 'two'));
  batch.flush();
  expect(texts(emitted)).toEqual(['a', 'b']);
});

it('bounds large output and reports how much was omitted', () => {
  for (let i = 0; i < 100; i += 1) batch.push(printed('x'.repeat(10_000)));
  batch.flush();
  const [text = ''] = texts(emitted);
  expect(text.length).toBeLessThan(65_000);
  expect(text).toBe('x'.repeat(text.length));
  const [event] = emitted;
  expect(event).toMatchObject({ leftOut: 1_000_000 - text.length });
});

it('starts shortened output at a line, never inside a colour sequence', () => {
  const line = `${'\u001b[31mred\u001b[0m'.repeat(3)}\n`;
  batch.push(printed(line.repeat(10_000)));
  batch.flush();
  const [text = ''] = texts(emitted);
  expect(text.startsWith('\u001b[31mred')).toBe(true);
  expect(text.length % line.length).toBe(0);
});

it('passes on the colours instead of the plain text', () => {
  batch.push({ ...printed('red'), shown: '\u001b[31mred\u001b[0m' } as RunEvent);
  batch.push(printed(' plain'));
  batch.flush();
  expect(emitted).toEqual([{ ...printed('\u001b[31mred\u001b[0m plain') }]);
});
