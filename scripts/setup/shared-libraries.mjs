// Finds Electron's shared libraries that this system lacks, and the packages that contain them.
import { execFileSync } from 'node:child_process';
import { isPresent } from './presence.mjs';
import { SetupError } from './setup-error.mjs';

/** Library → package names, the newer ("t64": Debian 13, Ubuntu 24.04) first. */
const PACKAGE_OF = {
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libatk-1.0.so.0': ['libatk1.0-0t64', 'libatk1.0-0'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libatspi.so.0': ['libatspi2.0-0t64', 'libatspi2.0-0'],
  'libcairo.so.2': ['libcairo2'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libdrm.so.2': ['libdrm2'],
  'libexpat.so.1': ['libexpat1'],
  'libgbm.so.1': ['libgbm1'],
  'libgcc_s.so.1': ['libgcc-s1'],
  'libgio-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libglib-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgobject-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnspr4.so': ['libnspr4'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libsmime3.so': ['libnss3'],
  'libstdc++.so.6': ['libstdc++6'],
  'libudev.so.1': ['libudev1'],
  'libX11.so.6': ['libx11-6'],
  'libX11-xcb.so.1': ['libx11-xcb1'],
  'libxcb.so.1': ['libxcb1'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXext.so.6': ['libxext6'],
  'libXfixes.so.3': ['libxfixes3'],
  'libxkbcommon.so.0': ['libxkbcommon0'],
  'libXrandr.so.2': ['libxrandr2'],
};

/**
 * Libraries that Electron opens at run time only, so ldd does not list them. Without them Electron ends by SIGTRAP. Found
 * with strace(1) of Electron 33.2.1 in a bare Debian 12. Electron also looks for libGL, libva, libvulkan and libpci there.
 * They are for a graphics card, and the window opens without them.
 */
export const LOADED_LATER = ['libX11-xcb.so.1'];

/**
 * @param {string} executable
 * @param {(presence: import('./system-requirements.mjs').Requirement['presence']) => boolean} [present]
 * @returns {import('./system-requirements.mjs').Requirement[]} one for each package that is missing
 */
export function missingLibraries(executable, present = isPresent) {
  const later = LOADED_LATER.filter((name) => !present({ library: exactly(name) }));
  return requirementsFor([...missingIn(ldd(executable)), ...later]);
}

/**
 * @param {string} library
 * @returns {string[] | undefined} the package's names, the newer first; undefined for a library that is not in the table
 */
export function packagesOf(library) {
  return PACKAGE_OF[library];
}

function exactly(library) {
  return new RegExp(`^${library.replace(/[.+]/g, '\\$&')}$`);
}

function ldd(executable) {
  try {
    return execFileSync('ldd', [executable], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (cause) {
    throw new SetupError(
      `${executable} is not a program for this machine: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}

/**
 * @param {string} lddOutput
 * @returns {string[]} names of libraries, without repeats
 */
export function missingIn(lddOutput) {
  return [...new Set([...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1]))];
}

/**
 * @param {string[]} libraries
 * @returns {import('./system-requirements.mjs').Requirement[]}
 * @throws {SetupError} for a library without a known package
 */
export function requirementsFor(libraries) {
  const unknown = libraries.filter((name) => !PACKAGE_OF[name]);
  if (unknown.length > 0) {
    throw new SetupError(
      `Electron needs libraries that are not installed, and their packages are not known: ${unknown.join(', ')}.`,
      `Find the package of each with: apt-file search ${unknown[0]}`,
    );
  }
  const byPackage = new Map(libraries.map((name) => [PACKAGE_OF[name].join(), name]));
  return [...byPackage.values()].map((name) => ({
    name,
    group: 'window',
    why: 'Electron needs it for the window',
    presence: { library: exactly(name) },
    packages: [PACKAGE_OF[name]],
  }));
}
