import { ensureBuilt } from '../run/build.mjs';
import { vitest } from '../run/test-runners.mjs';
import { setUpWindowTests } from '../setup/set-up.mjs';

/**
 * Measures the app's performance and prints the figures.
 * @param {string[]} args passed on to vitest
 */
export async function run(args) {
  await setUpWindowTests();
  ensureBuilt();
  return vitest('bench', args);
}
