import type { ErrorData } from './app-error';
import type { RunState } from './run-state';

/** As planning names them: the one password, and all that is done for the kernel's session. */
const HELPER_STEP = 'helper';
const KERNEL_STEP = /^kernel-/;

/** A dialog stands open and asks for the password: nothing goes on until somebody answers, however long that takes. */
export const waitsForPassword = (run: RunState): boolean =>
  run.steps.some((step) => step.id === HELPER_STEP && step.status === 'running');

/**
 * Why a run that was to record the kernel ended without it: a dialog that was dismissed or refused, a helper that went away.
 * Such a request can be tried again, or for userspace alone. Null where there was no kernel.
 * @param askedForKernel by whoever began it: a plan that was refused names no steps
 */
export function privilegeTrouble(run: RunState, askedForKernel: boolean): ErrorData | null {
  if (run.phase !== 'failed') return null;
  return askedForKernel || run.steps.some((step) => KERNEL_STEP.test(step.id)) ? run.error : null;
}
