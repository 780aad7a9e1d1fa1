import { machineTests } from '../run/test-runners.mjs';

/**
 * Plays all cases on a machine with systemd. CI plays those that found faults.
 * @param {string[]} args passed on to vitest; for example -t 'terminal' plays some of them
 */
export function run(args) {
  process.env.CONTAINERS_TRACE_ALL_MACHINE_CASES = '1';
  return machineTests(args);
}
