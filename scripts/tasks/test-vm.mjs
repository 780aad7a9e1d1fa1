import { vmTests } from '../run/test-runners.mjs';

/** @param {string[]} args passed on to vitest */
export function run(args) {
  return vmTests(args);
}
