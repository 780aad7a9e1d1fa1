import { randomBytes } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { folderError } from '../files/folder-error';
import { folderSize } from './trace-folder';

/**
 * What is on its way off the disk lies in the library's folder under a hidden name: that takes one rename and no new
 * folder, which a full disk would refuse.
 */
const HIDDEN_NAME = /^\.purging\.[0-9a-f]{12}$/;

/** Takes a folder out of sight in one rename. @returns where it is now @throws AppError as folderError says */
export async function hideForRemoval(libraryDir: string, path: string): Promise<string> {
  const hidden = join(libraryDir, `.purging.${randomBytes(6).toString('hex')}`);
  await rename(path, hidden).catch((error: unknown) => {
    throw folderError(error, path);
  });
  return hidden;
}

/** @returns the bytes that were freed @throws AppError as folderError says; the rest goes with the next `finishRemovals` */
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

/** Finishes what an accident cut short. @throws AppError as folderError says */
export async function finishRemovals(libraryDir: string): Promise<void> {
  const names = await readdir(libraryDir).catch(() => []);
  await removeHidden(names.filter((name) => HIDDEN_NAME.test(name)).map((name) => join(libraryDir, name)));
}
