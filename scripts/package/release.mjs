// How a package is named: a release, or a package that is only for tests.
import { readFileSync } from 'node:fs';
import { inProject } from '../setup/project.mjs';

/** The project's manifest. */
export const MANIFEST = JSON.parse(readFileSync(inProject('package.json'), 'utf8'));
/** What the app does, as a package manager and the manual page say it. */
export const SUMMARY = 'record what a program does inside a container';
/** The id of the desktop entry, the icon, the metainfo and the window. */
export const APP_ID = MANIFEST.desktopName.replace(/\.desktop$/, '');

/**
 * @typedef {object} Release
 * @property {string} name of the package
 * @property {string} version of the package; "~" sorts before the release in dpkg and in rpm
 * @property {string} appVersion
 * @property {string} electron its version
 * @property {boolean} testOnly
 * @property {number} epoch the time of every file, in seconds since 1970
 * @property {string} date of the epoch, as YYYY-MM-DD
 */

/**
 * @param {string} electron the version of the Electron in the package
 * @param {number} epoch seconds since 1970
 * @param {{ name: string, version: string, devDependencies: { electron: string } }} [manifest]
 * @returns {Release} a release only with the Electron to which the product is pinned
 */
export function releaseOf(electron, epoch, { name, version, devDependencies } = MANIFEST) {
  const testOnly = electron !== devDependencies.electron;
  return {
    name: testOnly ? `${name}-test-only` : name,
    version: testOnly ? `${version}~test.only.electron${electron}` : version,
    appVersion: version,
    electron,
    testOnly,
    epoch,
    date: new Date(epoch * 1000).toISOString().slice(0, 10),
  };
}

/** The package that cannot be installed at the same time. @param {Release} release */
export const rivalOf = ({ testOnly }) => (testOnly ? MANIFEST.name : `${MANIFEST.name}-test-only`);
