import type { HandlersOf } from '../handler-parts';

export const runHandlers: HandlersOf<'run'> = ({ core, run }) => ({
  'run:plan': ({ config }) => core.preview(config),
  'run:record': async ({ config }) => run.start((observe) => core.record(config, observe)),
  'run:demo': async ({ engine }) => run.start((observe) => core.recordDemo(engine, observe)),
  'run:stop': async ({ runId }) => {
    run.stop(runId);
    return null;
  },
  'run:cancel': async ({ runId }) => {
    run.cancel(runId);
    return null;
  },
  'run:events': async () => run.events(),
});
