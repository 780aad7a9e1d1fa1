import { withoutKernel } from '@shared/model/without-kernel';
import type { RunConfig } from '@shared/request/run-config';
import type { HandlersOf } from '../handler-context';

export const runHandlers: HandlersOf<'run'> = ({ core, run }) => {
  const record = (config: RunConfig): { runId: string } =>
    run.record(config, (observe) => core.record(config, observe));
  return {
    'run:plan': ({ config }) => core.preview(config),
    'run:record': async ({ config }) => record(config),
    'run:demo': async ({ engine }) => run.start((observe) => core.recordDemo(engine, observe)),
    'run:again': async ({ runId, withKernel }) => {
      const config = run.requestOf(runId);
      return record(withKernel ? config : withoutKernel(config));
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
