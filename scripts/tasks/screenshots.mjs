import path from 'node:path';
import { windowTests } from '../run/test-runners.mjs';
import { inProject } from '../setup/project.mjs';
import { say } from '../setup/setup-error.mjs';

/**
 * Takes a screenshot of every view, state and theme of the real app with real recordings.
 * @param {string[]} args the folder for the screenshots, `screenshots/` by default
 */
export async function run(args) {
  const [folder = 'screenshots'] = args.filter((arg) => !arg.startsWith('-'));
  process.env.CT_SCREENSHOTS = path.resolve(inProject(), folder);
  const code = await windowTests(['screenshots.spec.ts', ...args.filter((arg) => arg.startsWith('-'))]);
  if (code === 0) say(`The screenshots are in ${process.env.CT_SCREENSHOTS}`);
  return code;
}
