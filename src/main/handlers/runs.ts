import { AppError } from '@shared/model/app-error';
import { withoutKernel } from '@shared/model/without-kernel';
import type { RunConfig } from '@shared/request/run-config';
import type { HandlersOf } from '../handler-parts';

export const runHandlers: HandlersOf<'run'> = ({ core, run }) => {
  /** Kept here, since it holds values that go to no page and no disk. */
  let last: { runId: string; config: RunConfig } | null = null;
  const record = (config: RunConfig): { runId: string } => {
    const begun = run.start((observe) => core.record(config, observe));
    last = { ...begun, config };
    return begun;
  };
  return {
    'run:plan': ({ config }) => core.preview(config),
    'run:record': async ({ config }) => record(config),
    'run:demo': async ({ engine }) => run.start((observe) => core.recordDemo(engine, observe)),
    'run:again': async ({ runId, withKernel }) => {
      if (last?.runId !== runId) throw new AppError('missing', `The run ${runId} is not the last one.`);
      return record(withKernel ? last.config : withoutKernel(last.config));
    },
    'run:stop': async ({ runId }) => {
      run.stop(runId);
      return null;
    },
    'run:snapshot': async ({ runId }) => ({ number: await run.snapshot(runId) }),
    'run:cancel': async ({ runId }) => {
      run.cancel(runId);
      return null;
    },
    'run:events': async () => run.events(),
  };
};
