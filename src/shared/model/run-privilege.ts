import type { RunState } from './run-state';

/** As planning names it: the one password. */
const HELPER_STEP = 'helper';

/** A dialog stands open and asks for the password: nothing goes on until somebody answers, however long that takes. */
export const waitsForPassword = (run: RunState): boolean =>
  run.steps.some((step) => step.id === HELPER_STEP && step.status === 'running');

/** It failed, and another answer in the dialog, or another helper, may let it succeed. */
export const canTryAgain = (run: RunState): boolean =>
  run.phase === 'failed' && (run.recordsKernel || run.privilege?.level === 'helper');

/** It failed with the kernel: no level of privilege serves, a dialog that was closed, a helper that went away. */
export const canLeaveKernelOut = (run: RunState): boolean => run.phase === 'failed' && run.recordsKernel;
