import { randomBytes } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { folderError } from '../files/folder-error';
import { folderSize } from './trace-folder';

/** The name of a folder that is being deleted. It stays in the library, so that a rename is enough even on a full disk. */
const HIDDEN_NAME = /^\.purging\.[0-9a-f]{12}$/;

/** Hides a folder by a rename, before it is deleted. @returns its new path @throws AppError as folderError does */
export async function hideForRemoval(libraryDir: string, path: string): Promise<string> {
  const hidden = join(libraryDir, `.purging.${randomBytes(6).toString('hex')}`);
  await rename(path, hidden).catch((error: unknown) => {
    throw folderError(error, path);
  });
  return hidden;
}

/** Deletes hidden folders. @returns the freed bytes @throws AppError as folderError does; `finishRemovals` deletes the rest later */
export async function removeHidden(hidden: readonly string[]): Promise<number> {
  let freedBytes = 0;
  for (const path of hidden) {
    const sizeBytes = await folderSize(path);
    await rm(path, { recursive: true, force: true, maxRetries: 3 }).catch((error: unknown) => {
      throw folderError(error, path);
    });
    freedBytes += sizeBytes;
  }
  return freedBytes;
}

/** Deletes the hidden folders that a crash left. @throws AppError as folderError does */
export async function finishRemovals(libraryDir: string): Promise<void> {
  const names = await readdir(libraryDir).catch(() => []);
  await removeHidden(names.filter((name) => HIDDEN_NAME.test(name)).map((name) => join(libraryDir, name)));
}
