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

  /** @param hasEnded what the daemon's check finds after refused requests */
  function begin(
    ask: (signal: AbortSignal | undefined) => Promise<string>,
    hasEnded = false,
  ): Pick<Tracer, 'isSilent'> {
    const tracer = { isSilent: false, ask: (_daemon: unknown, _command: unknown, signal?: AbortSignal) => ask(signal) };
    let isLost = false;
    const loss = {
      has: () => isLost,
      check: async () => {
        isLost = hasEnded;
        return hasEnded;
      },
    };
    watch = new LossWatch(planRun(configOf({}), FACTS), tracer, loss, ({ code }) => reported.push(code));
    watch.begin();
    return tracer;
  }

  it('reports a tracer that does not respond, while it still waits for the answer', async () => {
    const tracer = begin((signal) => new Promise((_, reject) => signal?.addEventListener('abort', reject)));
    await vi.waitFor(() => expect(reported).toEqual([TRACER_SILENT]));
    expect(tracer.isSilent).toBe(true);
  });

  /** Refuses every request, and waits until no further one follows. @returns the number of requests */
  async function refusals(hasEnded: boolean): Promise<number> {
    let asked = 0;
    const refuse = async (): Promise<string> => {
      asked += 1;
      throw new AppError('command', 'No session daemon is available');
    };
    vi.useFakeTimers();
    try {
      begin(refuse, hasEnded);
      await vi.advanceTimersByTimeAsync(60_000);
      return asked;
    } finally {
      vi.useRealTimers();
    }
  }

  it('reports a tracer that always refuses once, and asks it no more', async () => {
    expect(await refusals(false)).toBe(2);
    expect(reported).toEqual([TRACER_SILENT]);
  });

  it('ends with the daemon, whose end is reported elsewhere', async () => {
    expect(await refusals(true)).toBe(2);
    expect(reported).toEqual([]);
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
