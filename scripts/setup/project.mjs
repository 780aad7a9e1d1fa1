import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout that this script belongs to. */
export const PROJECT_ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** @param {string[]} parts */
export function inProject(...parts) {
  return path.join(PROJECT_ROOT, ...parts);
}

export function isRoot() {
  return process.getuid?.() === 0;
}
