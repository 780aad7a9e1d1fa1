// Records the packages that set-up installed, so that uninstall can name them. It omits packages that were installed before.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stateFolder } from './cache-folder.mjs';

/** @returns {string} the path of the record */
export function installedRecordFile() {
  return path.join(stateFolder(process.env), 'installed-packages.json');
}

/** @returns {string[]} names, sorted */
export function recordedPackages() {
  try {
    return JSON.parse(readFileSync(installedRecordFile(), 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
}

/** @param {string[]} packages */
export function recordInstalled(packages) {
  const all = [...new Set([...recordedPackages(), ...packages])].sort();
  mkdirSync(path.dirname(installedRecordFile()), { recursive: true, mode: 0o700 });
  writeFileSync(installedRecordFile(), `${JSON.stringify({ packages: all }, null, 2)}\n`);
}
