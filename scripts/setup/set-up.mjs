// Sets up the requirements of each task.
import { ensureApptainer } from '../apptainer/apptainer-prefix.mjs';
import { electronExecutable } from '../electron/electron-runtime.mjs';
import { demoNeedsBaseImage } from './demo-image.mjs';
import { missingLibraries } from './shared-libraries.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * Sets up recording the demo with the command line.
 * @param {string} [engine] by default the first one that is ready
 */
export function setUpRecording(engine) {
  return ensureSystemPackages({
    groups: ['tracing', 'engine', 'baseImage'],
    needsBaseImage: () => demoNeedsBaseImage(engine),
  });
}

/**
 * Sets up the window.
 * @returns {Promise<string>} Electron's executable
 */
export async function setUpWindow() {
  const electron = await electronExecutable();
  await ensureSystemPackages({
    groups: ['tracing', 'engine', 'baseImage', 'window'],
    libraries: missingLibraries(electron),
    needsBaseImage: () => demoNeedsBaseImage(undefined),
    optional: ['baseImage'], // the window opens without the demo image
  });
  return electron;
}

/** Sets up building packages. The tracer's group has the compiler and zstd. */
export function setUpPackaging() {
  return ensureSystemPackages({ groups: ['tracing', 'packages'] });
}

/** Sets up the tests without a window. Installs every engine, even if one already responds. */
export async function setUpRealTests() {
  await ensureSystemPackages({ groups: ['tracing', 'engine', 'baseImage', 'packages', 'tests'], everything: true });
  ensureApptainer();
}

/**
 * Sets up all tests. They and Playwright find Electron by ELECTRON_EXEC_PATH.
 * @returns {Promise<void>}
 */
export async function setUpWindowTests() {
  const electron = await electronExecutable();
  await ensureSystemPackages({
    groups: ['tracing', 'engine', 'baseImage', 'window', 'packages', 'tests'],
    libraries: missingLibraries(electron),
    everything: true,
  });
  ensureApptainer();
  process.env.ELECTRON_EXEC_PATH = electron;
}
