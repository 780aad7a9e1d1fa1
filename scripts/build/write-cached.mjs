import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Writes a file of a cache, whose name has a hash, completely or not at all. Processes that build at the same time do not disturb each
 * other.
 * @param {string} file
 * @param {string | Uint8Array} content
 */
export function writeCached(file, content) {
  const partial = `${file}.${process.pid}`;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(partial, content);
  renameSync(partial, file);
}
