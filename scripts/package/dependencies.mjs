// What a package needs of the system: the libraries that its programs name, and the programs of set-up's table.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from '../setup/setup-error.mjs';
import { LOADED_LATER, packagesOf } from '../setup/shared-libraries.mjs';
import { REQUIREMENTS } from '../setup/system-requirements.mjs';

/** glibc's libraries, which one package has. The release is the oldest that Electron supports. */
const GLIBC = /^(ld-linux-x86-64|libc|libdl|libm|libpthread|librt)\.so\.\d+$/;
const GLIBC_PACKAGE = 'libc6 (>= 2.28)';
/** Set-up's requirements that a package needs, too. Others are for the build, or are recommended. */
const NEEDED = ['LTTng', 'liblttng-ust', 'Babeltrace 2'];

/** What a recording usually needs, in Debian's names. */
export const RECOMMENDED = [
  'podman | docker.io | docker-ce | apptainer',
  'pkexec',
  'polkitd',
  'zstd',
  'fonts-dejavu-core | fonts-liberation',
  'hicolor-icon-theme',
  'shared-mime-info',
  'desktop-file-utils',
];
export const SUGGESTED = ['lttng-modules-dkms', 'mmdebstrap'];

/** The same for rpm. Distributions name the packages differently, so files and sonames stand for them. */
export const RPM_NEEDED = [
  '/usr/bin/lttng',
  '/usr/bin/lttng-sessiond',
  '/usr/bin/babeltrace2',
  '(liblttng-ust.so.1()(64bit) or liblttng-ust.so.0()(64bit))',
];
export const RPM_RECOMMENDED = [
  '(podman or moby-engine or docker-ce or apptainer)',
  '/usr/bin/pkexec',
  '/usr/bin/zstd',
  'hicolor-icon-theme',
  'shared-mime-info',
  'desktop-file-utils',
];

/**
 * @param {string} folder of Electron
 * @returns {string[]} sonames that are not in the folder, with those that Electron opens at run time
 */
export function neededLibraries(folder) {
  const names = readdirSync(folder);
  const programs = names.filter((name) => isElf(path.join(folder, name)));
  const dynamic = execFileSync('readelf', ['--dynamic', '--wide', ...programs], { cwd: folder, encoding: 'utf8' });
  const needed = [...dynamic.matchAll(/\(NEEDED\).*\[(.+)\]/g)].map(([, name]) => name);
  return [...new Set([...needed, ...LOADED_LATER])].filter((name) => !names.includes(name)).sort();
}

function isElf(/** @type {string} */ file) {
  const first = Buffer.alloc(4);
  const descriptor = openSync(file, 'r');
  try {
    return readable(descriptor, first) === 4 && first.equals(Buffer.from('\x7fELF', 'latin1'));
  } finally {
    closeSync(descriptor);
  }
}

/** A folder cannot be read as a file. */
function readable(descriptor, buffer) {
  try {
    return readSync(descriptor, buffer);
  } catch (error) {
    if (error.code === 'EISDIR') return 0;
    throw error;
  }
}

/**
 * @param {string[]} libraries sonames
 * @returns {string[]} for Depends of a Debian package
 */
export function debianDepends(libraries) {
  const programs = REQUIREMENTS.filter(({ name }) => NEEDED.includes(name)).flatMap(({ packages }) => packages);
  const named = [...programs, ...libraries.filter((name) => !GLIBC.test(name)).map(packageNames)];
  return [...new Set([...named.map((names) => names.join(' | ')), GLIBC_PACKAGE])].sort();
}

function packageNames(/** @type {string} */ library) {
  const names = packagesOf(library);
  if (names) return names;
  throw new SetupError(
    `Electron needs ${library}, whose Debian package is not known.`,
    `Find it with \`apt-file search ${library}\`, and add it to scripts/setup/shared-libraries.mjs.`,
    1,
  );
}

/**
 * @param {string[]} libraries sonames
 * @returns {string[]} for Requires of an rpm
 */
export const rpmRequires = (libraries) => [
  ...libraries.filter((name) => !name.startsWith('ld-linux')).map((name) => `${name}()(64bit)`),
  ...RPM_NEEDED,
];
