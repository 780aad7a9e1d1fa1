import { ensureBuilt } from '../run/build.mjs';
import { runChild } from '../run/child.mjs';
import { inProject } from '../setup/project.mjs';

/**
 * Runs the command line. Does not set up the system: the command line's doctor reports missing requirements.
 * @param {string[]} args
 */
export function run(args) {
  ensureBuilt();
  return runChild(process.execPath, [inProject('out', 'main', 'cli.js'), ...args]);
}
