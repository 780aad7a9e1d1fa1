// Electron's fuses in a package: bits in its executable that switch features off for good.
import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses';
import { SetupError } from '../setup/setup-error.mjs';

/** A fuse is a character in the executable. */
const [OFF, ON] = Buffer.from('01');

/** @type {Partial<Record<keyof typeof FuseV1Options, boolean>>} */
export const FUSES = {
  // The command line and the helper run on the package's Electron.
  RunAsNode: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  // The page comes from the app's own scheme (src/main/app-scheme.ts).
  GrantFileProtocolExtraPrivileges: false,
  // The app is a plain folder: in an archive the helper could not check that only root can change its files.
  OnlyLoadAppFromAsar: false,
  EnableCookieEncryption: false,
  LoadBrowserProcessSpecificV8Snapshot: false,
};

/** @param {string} executable */
export async function setFuses(executable) {
  const options = Object.entries(FUSES).map(([name, value]) => [FuseV1Options[name], value]);
  await flipFuses(executable, { version: FuseVersion.V1, ...Object.fromEntries(options) });
  const wrong = await wrongFuses(executable);
  if (wrong.length > 0)
    throw new SetupError(`${executable} has other fuses than set: ${wrong.join(', ')}.`, undefined, 1);
}

/**
 * Reads the fuses back.
 * @param {string} executable
 * @returns {Promise<string[]>} the names of the fuses that differ from FUSES
 */
export async function wrongFuses(executable) {
  const wire = await getCurrentFuseWire(executable);
  return Object.entries(FUSES)
    .filter(([name, value]) => wire[FuseV1Options[name]] !== (value ? ON : OFF))
    .map(([name]) => name);
}
