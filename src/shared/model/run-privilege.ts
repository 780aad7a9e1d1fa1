import type { ErrorData } from './app-error';
import type { RunState } from './run-state';

/** As planning names it: the one password. */
const HELPER_STEP = 'helper';

/** A dialog stands open and asks for the password: nothing goes on until somebody answers, however long that takes. */
export const waitsForPassword = (run: RunState): boolean =>
  run.steps.some((step) => step.id === HELPER_STEP && step.status === 'running');

/**
 * Why a run that was to record the kernel failed: no level of privilege serves, a dialog that was closed, a helper that
 * went away. Such a request can be tried again, or for userspace alone. Null where there was no kernel.
 */
export const kernelTrouble = (run: RunState): ErrorData | null =>
  run.phase === 'failed' && run.recordsKernel ? run.error : null;
