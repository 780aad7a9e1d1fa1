import type { RunState, StepState } from './run-state';

/** The steps with this id in the plan, for userspace and, with the prefix `kernel-`, for the kernel. */
const named = (run: RunState, name: 'start' | 'stop' | 'snapshot'): StepState[] =>
  run.steps.filter(({ id }) => id === name || id === `kernel-${name}`);

/** Whether the run keeps only the last seconds and saves them on request. */
export const isFlightRecorder = (run: RunState): boolean => named(run, 'snapshot').length > 0;

/** Whether the flight recorder is recording now, so that it can save its last seconds. */
export const canSaveSnapshot = (run: RunState): boolean =>
  isFlightRecorder(run) &&
  run.phase === 'running' &&
  named(run, 'start').every(({ status }) => status === 'done') &&
  named(run, 'stop').every(({ status }) => status === 'waiting');
