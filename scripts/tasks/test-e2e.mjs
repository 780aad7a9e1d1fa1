import { windowTests } from '../run/test-runners.mjs';

/** @param {string[]} args passed on to Playwright */
export function run(args) {
  return windowTests(args);
}
