import { LIMITS_ENV } from '@core/limits';
import { LossWatch, TRACER_SILENT } from '@core/runs/watch/loss-watch';
import type { Tracer } from '@core/tracer/tracer';
import { AppError } from '@shared/model/app-error';
import { planRun } from '@shared/planning/plan-run';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { configOf, FACTS } from '../setup/configs';

vi.stubEnv(LIMITS_ENV, JSON.stringify({ tracerLook: 100, tracerSilence: 100 })); // read once, at the first look

describe('the query of a recording tracer', () => {
  const reported: string[] = [];
  let watch: LossWatch | undefined;
  afterEach(async () => {
    await watch?.end();
    reported.length = 0;
  });

  function begin(ask: (signal: AbortSignal | undefined) => Promise<string>): Pick<Tracer, 'isSilent'> {
    const tracer = { isSilent: false, ask: (_daemon: unknown, _command: unknown, signal?: AbortSignal) => ask(signal) };
    watch = new LossWatch(planRun(configOf({}), FACTS), tracer as unknown as Tracer, ({ code }) => reported.push(code));
    watch.begin();
    return tracer;
  }

  it('reports a tracer that does not respond, while it still waits for the answer', async () => {
    const tracer = begin((signal) => new Promise((_, reject) => signal?.addEventListener('abort', reject)));
    await vi.waitFor(() => expect(reported).toEqual([TRACER_SILENT]));
    expect(tracer.isSilent).toBe(true);
  });

  it('reports a tracer that always refuses, once', async () => {
    let asked = 0;
    begin(async () => {
      asked += 1;
      throw new AppError('command', 'No session daemon is available');
    });
    await vi.waitFor(() => expect(asked).toBeGreaterThan(3));
    expect(reported).toEqual([TRACER_SILENT]);
  });

  it('reports nothing if it is ended during a query', async () => {
    let isAsked = false;
    begin((signal) => {
      isAsked = true;
      return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted'))));
    });
    await vi.waitFor(() => expect(isAsked).toBe(true), { interval: 5 });
    await watch?.end();
    expect(reported).toEqual([]);
  });
});
