import { ensureBuilt } from '../run/build.mjs';
import { setUpWindow, setUpWindowTests } from '../setup/set-up.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';

/**
 * Sets up without starting anything.
 * @param {string[]} args empty, or "tests" to set up the tests, too
 */
export async function run(args) {
  if (args.length > 1 || (args[0] !== undefined && args[0] !== 'tests')) {
    throw new SetupError('usage: npm run setup [-- tests]', undefined, 2);
  }
  await (args[0] === 'tests' ? setUpWindowTests() : setUpWindow());
  ensureBuilt();
  say('Everything is set up');
}
