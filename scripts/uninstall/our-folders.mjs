// The folders that the app creates on a machine, and their sizes.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { cacheFolder, homeFolder } from '../setup/cache-folder.mjs';
import { inProject, isRoot } from '../setup/project.mjs';
import { say } from '../setup/setup-error.mjs';

const CONFIG = process.env.XDG_CONFIG_HOME || path.join(homeFolder(), '.config');
const DATA = process.env.XDG_DATA_HOME || path.join(homeFolder(), '.local', 'share');

/** @typedef {{ what: string, folder: string, sizeBytes: number }} OurFolder */

/** @returns {OurFolder[]} the existing folders, without the traces */
export function ourFolders() {
  const own = cacheFolder(process.env, { root: isRoot(), forTests: false });
  const caches = isRoot() ? [own, cacheFolder({}, { root: true, forTests: true })] : [own];
  return [
    ...[...new Set(caches)].map((folder) => ({ what: 'downloaded Node and Electron, base images', folder })),
    { what: 'the built app', folder: inProject('out') },
    { what: 'npm packages', folder: inProject('node_modules') },
    { what: 'settings', folder: path.join(CONFIG, 'containers-trace') },
    { what: "the window's data", folder: path.join(CONFIG, 'Containers Trace') },
  ].flatMap(measured);
}

/** @returns {OurFolder[]} the library, if it exists */
export function traceLibrary() {
  const folder = process.env.CONTAINERS_TRACE_LIBRARY || path.join(DATA, 'containers-trace', 'traces');
  return measured({ what: 'your traces', folder });
}

function measured({ what, folder }) {
  if (!existsSync(folder)) return [];
  const du = spawnSync('du', ['-s', '-B1', '-x', '--', folder], { encoding: 'utf8' });
  return [{ what, folder, sizeBytes: Number.parseInt(du.stdout, 10) }];
}

/**
 * Removes a folder, without following mounts.
 * @param {string} folder
 * @returns {boolean} whether the folder was removed
 */
export function removeFolder(folder) {
  spawnSync('rm', ['-rf', '--one-file-system', '--', folder], { stdio: ['ignore', 2, 2] });
  const gone = !existsSync(folder);
  say(gone ? `Removed ${folder}` : `Could not remove ${folder}. See above.`);
  return gone;
}

/** @param {number} sizeBytes */
export function readableSize(sizeBytes) {
  if (Number.isNaN(sizeBytes)) return 'size unknown';
  const step = sizeBytes >= 1e9 ? { unit: 'GB', bytes: 1e9 } : { unit: 'MB', bytes: 1e6 };
  return `${(sizeBytes / step.bytes).toFixed(1)} ${step.unit}`;
}
