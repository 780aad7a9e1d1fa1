// The licences of everything from others that the app contains. Electron's own are files of its folder.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../setup/project.mjs';

/** Packages whose code the build contains without importing it: copied, embedded or compiled in. */
const NOT_IMPORTED = ['assemblyscript', 'gecko-profiler-demangle', 'speedscope'];
const LICENCE_FILE = /^(licen[cs]e|notice|copying)/i;
/** Written by the build (electron.vite.config.ts). */
export const LICENCES_FILE = 'licences.json';

/** @typedef {{ name: string, version: string, identifier: string | null, text: string }} Licence */

/**
 * @param {string} out the folder of the build
 * @returns {Licence[]} each package once, by name
 */
export function bundledLicences(out) {
  const files = readdirSync(out)
    .map((part) => path.join(out, part, LICENCES_FILE))
    .filter((file) => existsSync(file));
  const imported = files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')));
  const all = [...imported, ...NOT_IMPORTED.map(licenceOf)];
  const once = new Map(all.map((licence) => [`${licence.name}@${licence.version}`, licence]));
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, licence]) => licence);
}

/** @returns {Licence} */
function licenceOf(/** @type {string} */ name) {
  const folder = inProject('node_modules', name);
  const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
  return { name, version, identifier: license, text: texts.join('\n\n') };
}

/**
 * @param {Licence[]} licences
 * @returns {string} Markdown
 */
export function licencesText(licences) {
  const part = ({ name, version, identifier, text }) =>
    [
      `## ${name} ${version}`,
      `Licence: ${identifier ?? 'see below'}`,
      text
        ? text.replaceAll(/^/gm, '    ').replaceAll(/[ \t]+$/gm, '')
        : 'The package has no file with the text of its licence.',
    ].join('\n\n');
  return `${[
    '# Licences of the packages in Containers Trace',
    'Electron is licensed by LICENSE.electron.txt or LICENSE, and the parts of Chromium by LICENSES.chromium.html, in the folder of Electron.',
    ...licences.map(part),
  ].join('\n\n')}\n`;
}
