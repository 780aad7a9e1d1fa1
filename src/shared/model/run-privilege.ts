import type { RunState } from './run-state';

/** Id of the step that asks for the password, in the plan (plan-run.ts). */
const HELPER_STEP = 'helper';

/** Whether the password dialog is open. The run waits for the answer without a time limit. */
export const waitsForPassword = (run: RunState): boolean =>
  run.steps.some((step) => step.id === HELPER_STEP && step.status === 'running');

/** Whether the run failed and may succeed with another answer in the password dialog or with another helper. */
export const canTryAgain = (run: RunState): boolean =>
  run.phase === 'failed' && (run.recordsKernel || run.privilege?.level === 'helper');

/** Whether the run failed while it records the kernel, for example because the password dialog was closed or the helper ended. */
export const canLeaveKernelOut = (run: RunState): boolean => run.phase === 'failed' && run.recordsKernel;
