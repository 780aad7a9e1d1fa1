import { EngineLoss } from '@core/runs/watch/engine-loss';
import { AppError } from '@shared/model/app-error';
import type { Step } from '@shared/planning/step';
import { expect, it } from 'vitest';

const stepOf = (kind: Step['do']['kind']): Step => ({ id: kind, do: { kind } }) as unknown as Step;
const lost = new AppError('missing', 'Docker does not answer (EPIPE).');

it('lets the steps of the trace run when the engine ended after a Stop, and keeps the first reason', () => {
  const loss = new EngineLoss();
  expect(loss.excuses(stepOf('run-container'), lost, true)).toBe(true);
  expect(loss.excuses(stepOf('remove-container'), new AppError('missing', 'later'), true)).toBe(true);
  expect(loss.error).toBe(lost);
});

it.each([
  ['without a Stop', 'run-container', lost, false],
  ['of the tracer', 'trace', lost, true],
  ['of another kind', 'remove-container', new AppError('command', 'Docker refused.'), true],
  ['that is no error of the app', 'remove-container', new Error('EPIPE'), true],
] as const)('does not excuse a failure %s', (_, kind, error, isStopped) => {
  const loss = new EngineLoss();
  expect(loss.excuses(stepOf(kind), error, isStopped)).toBe(false);
  expect(loss.error).toBeUndefined();
});
