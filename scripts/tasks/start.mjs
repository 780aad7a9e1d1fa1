import { ensureBuilt } from '../run/build.mjs';
import { runChild } from '../run/child.mjs';
import { isRoot, PROJECT_ROOT } from '../setup/project.mjs';
import { setUpWindow } from '../setup/set-up.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';
import { warnAboutUserNamespaces } from '../setup/user-namespaces.mjs';

/**
 * Sets up what is missing and opens the window.
 * @param {string[]} args passed on to Electron
 */
export async function run(args) {
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new SetupError(
      'There is no display to open the window on (neither DISPLAY nor WAYLAND_DISPLAY is set).',
      'To record the demo without a window: npm run demo',
    );
  }
  const electron = await setUpWindow();
  ensureBuilt();
  return runChild(electron, [...sandboxOptions(electron), PROJECT_ROOT, ...args], { cwd: PROJECT_ROOT });
}

function sandboxOptions(electron) {
  if (isRoot()) {
    say("Runs as root, where Chromium's sandbox does not work: opens the window with --no-sandbox");
    return ['--no-sandbox'];
  }
  warnAboutUserNamespaces(electron);
  return [];
}
