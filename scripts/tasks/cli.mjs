import { ensureBuilt } from '../run/build.mjs';
import { runChild } from '../run/child.mjs';
import { inProject } from '../setup/project.mjs';

/**
 * The command line on the core. No set-up of the system here: its doctor says what is missing.
 * @param {string[]} args
 */
export function run(args) {
  ensureBuilt();
  return runChild(process.execPath, [inProject('out', 'main', 'cli.js'), ...args]);
}
