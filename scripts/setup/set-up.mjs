// What each task needs, in one place.
import { ensureApptainer } from '../apptainer/apptainer-prefix.mjs';
import { electronExecutable } from '../electron/electron-runtime.mjs';
import { missingLibraries } from './shared-libraries.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/** For the command line's recordings. */
export function setUpRecording() {
  return ensureSystemPackages({ groups: ['tracing', 'engine', 'baseImage'] });
}

/**
 * For the window.
 * @returns {Promise<string>} Electron's executable
 */
export async function setUpWindow() {
  const electron = await electronExecutable();
  await ensureSystemPackages({
    groups: ['tracing', 'engine', 'baseImage', 'window'],
    libraries: missingLibraries(electron),
  });
  return electron;
}

/** For the tests without a window: every engine, whatever answers already. */
export async function setUpRealTests() {
  await ensureSystemPackages({ groups: ['tracing', 'engine', 'baseImage', 'tests'], everything: true });
  ensureApptainer();
}

/**
 * For all tests. They, and Playwright, find Electron by ELECTRON_EXEC_PATH.
 * @returns {Promise<void>}
 */
export async function setUpWindowTests() {
  const electron = await electronExecutable();
  await ensureSystemPackages({
    groups: ['tracing', 'engine', 'baseImage', 'window', 'tests'],
    libraries: missingLibraries(electron),
    everything: true,
  });
  ensureApptainer();
  process.env.ELECTRON_EXEC_PATH = electron;
}
