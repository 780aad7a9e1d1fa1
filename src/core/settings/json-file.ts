import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { MOST_JSON_BYTES, requireBounded } from '../files/bounded-file';
import { noConfigAccess } from '../files/config-access';
import { jsonOf } from '../files/json-text';
import { makeFolders } from '../files/make-folders';

/**
 * Reads a small JSON file; undefined when it does not exist.
 * @throws AppError `config` when it is not JSON, `denied` when it cannot be read
 */
export function readJsonFile(path: string): unknown {
  let text: string;
  try {
    requireBounded(path, statSync(path).size, MOST_JSON_BYTES);
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOENT') return undefined;
    throw noConfigAccess(path, error);
  }
  return jsonOf(text, path);
}

/**
 * Writes a JSON file atomically with mode 0600: writes a draft beside it, flushes it to the disk and renames it.
 * @throws AppError `denied` or `command` when the file cannot be written
 */
export function writeJsonFile(path: string, value: unknown): void {
  const draft = `${path}.${process.pid}.new`;
  try {
    makeFolders(dirname(path));
    const file = openSync(draft, 'w', 0o600);
    try {
      writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(draft, path);
  } catch (error) {
    removeDraft(draft);
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
    throw new AppError(denied ? 'denied' : 'command', `${path} could not be written (${code}).`, {
      hint: `Check the permissions of the folder ${dirname(path)} and the free space on its disk.`,
      cause: error,
    });
  }
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // the caller reports the error of the write
  }
}

/**
 * Renames an invalid file, so that it is not lost when a new one is written.
 * @param fallback sentence about what happens without the file
 * @returns a notice for the user; never throws
 */
export function setAside(path: string, why: Error, fallback = 'Default settings are used.', now = new Date()): string {
  // Do not rename a file that cannot be read: it may be valid, and only lack permissions.
  if (!(why instanceof AppError) || why.code !== 'config') return `${why.message} ${fallback}`;
  const broken = `${path}.broken-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    renameSync(path, broken);
    return `${why.message} The file was renamed to ${broken}. ${fallback}`;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return `${why.message} The file could not be renamed (${code}). ${fallback}`;
  }
}

/** A copy of the object; empty for any other value. */
export const plainObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
