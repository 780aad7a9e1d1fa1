import type { RunConfigInput } from './run-config';

export const SANITY_COMMAND = ['ls', '-la', '/'];
export const SANITY_PRESET = 'memory';

/** Records a program of this machine, without a compiler or container. If this produces a trace, the tracer works. */
export const sanityRun = (): RunConfigInput => ({
  title: 'Sanity check: ls -la /',
  target: { kind: 'host' },
  command: SANITY_COMMAND,
  recording: { preset: SANITY_PRESET },
});
