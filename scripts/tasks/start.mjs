import { ensureBuilt } from '../run/build.mjs';
import { runChild } from '../run/child.mjs';
import { isRoot, PROJECT_ROOT } from '../setup/project.mjs';
import { setUpWindow } from '../setup/set-up.mjs';
import { say } from '../setup/setup-error.mjs';
import { warnAboutUserNamespaces } from '../setup/user-namespaces.mjs';
import { deathAtStart, watchLinker } from '../window/death-at-start.mjs';
import { windowEnvironment } from '../window/window-environment.mjs';
import { displayOptions } from '../window/window-options.mjs';

/**
 * Sets up missing requirements and opens the window.
 * @param {string[]} args passed on to Electron
 */
export async function run(args) {
  const onDisplay = displayOptions(process.env, args);
  const electron = await setUpWindow();
  ensureBuilt();
  const words = [...sandboxOptions(electron), ...onDisplay, PROJECT_ROOT, ...args];
  const env = windowEnvironment(process.env);
  const startedAtMs = performance.now();
  const code = await runChild(electron, words, { cwd: PROJECT_ROOT, env });
  const death = deathAtStart({ code, afterMs: performance.now() - startedAtMs }, () =>
    watchLinker(electron, words, env),
  );
  if (death) say(death);
  return code;
}

function sandboxOptions(electron) {
  if (isRoot()) {
    say("Chromium's sandbox does not work as root. Opening the window with --no-sandbox");
    return ['--no-sandbox'];
  }
  warnAboutUserNamespaces(electron);
  return [];
}
