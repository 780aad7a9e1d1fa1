import { engineIn } from '../setup/demo-image.mjs';
import { setUpRecording } from '../setup/set-up.mjs';
import { run as runCli } from './cli.mjs';

/**
 * Sets up missing requirements and records the demo without a window.
 * @param {string[]} args options of `cli demo`
 */
export async function run(args) {
  await setUpRecording(engineIn(args));
  return runCli(['demo', ...args]);
}
