import type { RunState, StepState } from './run-state';

/** As planning names them, for userspace and, with `kernel-` before, for the kernel. */
const named = (run: RunState, name: 'start' | 'stop' | 'snapshot'): StepState[] =>
  run.steps.filter(({ id }) => id === name || id === `kernel-${name}`);

/** Only the last seconds are kept, until they are asked for. */
export const isFlightRecorder = (run: RunState): boolean => named(run, 'snapshot').length > 0;

/** It records now: there are last seconds to save. */
export const canSaveSnapshot = (run: RunState): boolean =>
  isFlightRecorder(run) &&
  run.phase === 'running' &&
  named(run, 'start').every(({ status }) => status === 'done') &&
  named(run, 'stop').every(({ status }) => status === 'waiting');
