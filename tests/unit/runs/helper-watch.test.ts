import { HelperWatch } from '@core/runs/watch/helper-watch';
import { AppError } from '@shared/model/app-error';
import { planRun } from '@shared/planning/plan-run';
import type { Step } from '@shared/planning/step';
import { describe, expect, it } from 'vitest';
import { configOf, FACTS } from '../setup/configs';

const plan = planRun(configOf({ recording: { preset: 'functions', kernel: { preset: 'scheduling' } } }), {
  ...FACTS,
  kernel: { access: { level: 'helper', reason: '' }, buffers: { count: 4, sizeKiB: 512 }, exceptPidNs: [] },
});
const indexOf = (id: string): number => plan.steps.findIndex((step) => step.id === id);
const until = (id: string): Step[] => plan.steps.slice(0, indexOf(id) + 1);

/** A run that has finished these steps when the helper ends. */
async function goneAfter(steps: readonly Step[]): Promise<HelperWatch> {
  let go = (): void => undefined;
  const gone = new Promise<void>((resolve) => {
    go = resolve;
  });
  const watch = new HelperWatch(plan, { gone } as ConstructorParameters<typeof HelperWatch>[1]);
  for (const step of steps) watch.done(step);
  go();
  await gone;
  return watch;
}

describe('a helper that ends unexpectedly', () => {
  it.each(['helper', 'kernel-start', 'run-1', 'kernel-counters'])(
    'after step %s ends the run and is the reason',
    async (id) => {
      const watch = await goneAfter(until(id));
      expect(watch.lost.aborted).toBe(true);
      const consequence = new AppError('cancelled', 'Cancelled.');
      const reason = watch.reasonFor(consequence);
      expect(reason).toMatchObject({ code: 'command', cause: consequence });
      expect(watch.reasonFor(reason)).toBe(reason);
    },
  );

  it.each(['daemon', 'kernel-destroy', 'close'])('does not affect the run after step %s', async (id) => {
    const watch = await goneAfter(until(id));
    expect(watch.lost.aborted).toBe(false);
    const error = new Error('another');
    expect(watch.reasonFor(error)).toBe(error);
  });

  it('does not affect a run that has ended', async () => {
    const watch = await goneAfter([]);
    watch.end();
    for (const step of until('helper')) watch.done(step);
    watch.end();
    await Promise.resolve();
    expect(watch.lost.aborted).toBe(false);
  });
});
