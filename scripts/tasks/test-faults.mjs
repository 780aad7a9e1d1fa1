import { realTests } from '../run/test-runners.mjs';

/**
 * Plays the whole fault matrix: each step of a recording with each fault. CI plays one step for each fault.
 * @param {string[]} args passed on to vitest; for example -t 'is stopped' plays some of them
 */
export function run(args) {
  process.env.CONTAINERS_TRACE_ALL_FAULTS = '1';
  return realTests(['tests/real/faults.test.ts', ...args]);
}
