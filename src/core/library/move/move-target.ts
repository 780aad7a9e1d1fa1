import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { folderError } from '../../files/folder-error';
import { kindOf } from './recover-move';

/** Old and new path of a library, links resolved. */
export interface MoveTarget {
  from: string;
  to: string;
  /** Whether both paths are on the same file system, so that a rename is enough. */
  sameDisk: boolean;
}

/**
 * Checks whether a library can be moved to a path; changes nothing.
 * @param fromDir the library; may be a link
 * @param toDir the new path: it does not exist, or is an empty folder
 * @throws AppError `missing` without a library, `config` for an unsuitable target, `denied` where nothing can be written
 */
export function moveTarget(fromDir: string, toDir: string): MoveTarget {
  try {
    return checked(fromDir, toDir);
  } catch (error) {
    throw error instanceof AppError ? error : folderError(error, toDir);
  }
}

function checked(fromDir: string, toDir: string): MoveTarget {
  if (!existsSync(fromDir))
    throw new AppError('missing', `The library ${fromDir} does not exist.`, {
      hint: 'Select the new folder in the settings, or use --library. The library is created there when it is first used.',
    });
  const from = realpathSync(fromDir);
  const to = realPathOf(resolve(toDir), from);
  if (to === from) throw new AppError('config', `The library is already in ${from}.`);
  if (to.startsWith(from + sep))
    throw new AppError('config', `${to} is inside the library, which cannot be moved into itself.`, {
      hint: 'Select a folder outside the library.',
    });
  if (from.startsWith(to + sep))
    throw new AppError('config', `${to} contains the library, which cannot replace it.`, {
      hint: 'Select a new folder inside it.',
    });
  refuseTaken(to);
  const near = nearestFolder(to);
  refuseMountPoint(from, 'The library');
  if (near === to) refuseMountPoint(to, 'The new folder');
  refuseClosed(near === to ? dirname(to) : near);
  refuseClosed(dirname(from));
  return { from, to, sameDisk: statSync(near).dev === statSync(from).dev };
}

/** Resolves the links of an existing path, or of its parents. Keeps a link to the library, which an earlier move left. */
function realPathOf(path: string, library: string): string {
  if (kindOf(path) === 'link' && existsSync(path) && realpathSync(path) === library)
    return join(realpathSync(dirname(path)), basename(path));
  if (existsSync(path)) return realpathSync(path);
  return join(dirname(path) === path ? path : realPathOf(dirname(path), ''), basename(path));
}

function refuseTaken(to: string): void {
  const kind = kindOf(to);
  if (kind === 'folder')
    throw new AppError('config', `The folder ${to} is not empty.`, {
      hint: 'Select an empty folder, or one that does not exist yet.',
    });
  if (kind === 'other') throw new AppError('config', `${to} is a file.`, { hint: 'Select a folder.' });
}

function nearestFolder(path: string): string {
  if (kindOf(path) !== 'link' && existsSync(path)) return path;
  return nearestFolder(dirname(path));
}

/** Refuses a mount point, since a rename can neither move nor replace it. */
function refuseMountPoint(path: string, what: string): void {
  if (statSync(path).dev !== statSync(dirname(path)).dev)
    throw new AppError('config', `${what}, ${path}, is a mount point, which cannot be moved or replaced.`, {
      hint: 'Select a folder inside it. If the library itself is a mount point, copy it yourself.',
    });
}

function refuseClosed(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const failed = folderError(error, folder);
    throw new AppError(failed.code, failed.message, { hint: 'Select a folder that you can write to.', cause: error });
  }
}
