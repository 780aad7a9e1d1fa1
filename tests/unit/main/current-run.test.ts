import type { RunHandle, RunResult } from '@core/core';
import { AppError } from '@shared/model/app-error';
import { expect, it } from 'vitest';
import { CurrentRun } from '../../../src/main/current-run';
import { configOf } from '../setup/configs';

function handle(runId: string) {
  const calls: string[] = [];
  let end: (result: RunResult) => void = () => undefined;
  const finished = new Promise<RunResult>((resolve) => {
    end = resolve;
  });
  const made: RunHandle = {
    runId,
    stop: (by) => void calls.push(`stop ${by}`),
    cancel: () => void calls.push('cancel'),
    snapshot: async () => calls.push('snapshot'),
    finished,
    counted: Promise.resolve(),
    leaveUncounted: () => undefined,
  };
  return { made, calls, end: () => end({ outcome: 'kept', traceId: runId, error: null }) };
}
const ID = '20260131-235959-0a1b2c';

it('starts one run at a time, and the next one after its end', async () => {
  const run = new CurrentRun();
  const first = handle(ID);
  expect(run.start(() => first.made)).toEqual({ runId: ID });
  expect(() => run.start(() => first.made)).toThrow(AppError);
  first.end();
  await run.ended();
  expect(run.runId).toBeNull();
  run.start(() => handle('20260131-235959-ffffff').made);
});

it('stops and cancels only the current run', () => {
  const run = new CurrentRun();
  const first = handle(ID);
  expect(() => run.stop(ID)).toThrow(
    expect.objectContaining({ code: 'missing', message: expect.stringContaining(ID) }),
  );
  run.start(() => first.made);
  expect(() => run.cancel('20260131-235959-ffffff')).toThrow(
    expect.objectContaining({ code: 'missing', message: expect.stringContaining('20260131-235959-ffffff') }),
  );
  run.stop(ID);
  run.cancel(ID);
  expect(first.calls).toEqual(['stop stop', 'cancel']);
});

it('returns the request of the last recorded run only', async () => {
  const run = new CurrentRun();
  const first = handle(ID);
  const config = configOf();
  expect(() => run.requestOf(ID)).toThrow(AppError);
  run.record(config, () => first.made);
  expect(run.requestOf(ID)).toBe(config);
  expect(() => run.requestOf('20260131-235959-ffffff')).toThrow(AppError);
});
