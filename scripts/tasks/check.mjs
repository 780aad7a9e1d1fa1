import { CHECK_STEPS } from '../run/check-steps.mjs';
import { runSteps } from '../run/steps.mjs';

export function run() {
  return runSteps(CHECK_STEPS);
}
