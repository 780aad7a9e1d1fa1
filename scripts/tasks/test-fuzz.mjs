import { vitest } from '../run/test-runners.mjs';

/** @param {string[]} args passed on to vitest */
export function run(args) {
  return vitest('fuzz', args);
}
