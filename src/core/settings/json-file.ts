import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { MOST_JSON_BYTES, requireBounded } from '../files/bounded-file';
import { jsonOf } from '../files/json-text';
import { makeFolders } from '../files/make-folders';

/**
 * What a small JSON file of the user's holds; undefined when there is none.
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
    throw new AppError('denied', `${path} cannot be read (${code}).`, { cause: error });
  }
  return jsonOf(text, path);
}

/**
 * Writes it whole or not at all, for its owner alone: beside it first, onto the disk, then renamed over it.
 * @throws AppError `denied` or `command` when the disk refuses
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
      hint: `Look at the folder ${dirname(path)}: its permissions, and the space on its disk.`,
      cause: error,
    });
  }
}

function removeDraft(draft: string): void {
  try {
    rmSync(draft, { force: true });
  } catch {
    // what could not be written may not be there to remove: the write's own error is told
  }
}

/**
 * Moves a file that cannot be used out of the way, so that nothing of it is lost when a new one is written.
 * @param instead what is done without it
 * @returns what to tell the user; never throws
 */
export function setAside(path: string, why: Error, instead = 'the usual settings are used', now = new Date()): string {
  // A file that cannot even be read is no broken file: whoever mends its permissions finds it where it was.
  if (!(why instanceof AppError) || why.code !== 'config') return `${why.message} Meanwhile ${instead}.`;
  const broken = `${path}.broken-${now.toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    renameSync(path, broken);
    return `${why.message} It was set aside as ${broken}; ${instead}.`;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return `${why.message} It could not be set aside (${code}); ${instead}.`;
  }
}

/** An object's own fields; empty for what is none. */
export const plainObject = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
