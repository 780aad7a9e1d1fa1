import { accessSync, constants, existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { folderError } from '../../files/folder-error';
import { kindOf } from './recover-move';

/** Where a library goes, without links on the way. */
export interface MoveTarget {
  from: string;
  to: string;
  /** Whether one rename may do: both are on one file system. */
  sameDisk: boolean;
}

/**
 * Looks whether a library can go where it is asked to; makes nothing.
 * @param fromDir the library, perhaps through a link
 * @param toDir the folder that is to become the library: it does not exist yet, or is empty
 * @throws AppError `missing` without a library, `config` for a place that does not serve, `denied` where nothing may be written
 */
export function moveTarget(fromDir: string, toDir: string): MoveTarget {
  try {
    return lookedAt(fromDir, toDir);
  } catch (error) {
    throw error instanceof AppError ? error : folderError(error, toDir);
  }
}

function lookedAt(fromDir: string, toDir: string): MoveTarget {
  if (!existsSync(fromDir))
    throw new AppError('missing', `There is no library ${fromDir} that could be moved.`, {
      hint: 'Choose the new folder in the settings, or with --library: the library is made there when it is first needed.',
    });
  const from = realpathSync(fromDir);
  const to = realPathOf(resolve(toDir), from);
  if (to === from) throw new AppError('config', `The library is in ${from} already.`);
  if (to.startsWith(from + sep))
    throw new AppError('config', `${to} is inside the library: it cannot be moved into itself.`, {
      hint: 'Choose a folder outside of it.',
    });
  if (from.startsWith(to + sep))
    throw new AppError('config', `${to} holds the library that is to be moved there.`, {
      hint: 'Choose a new folder in it.',
    });
  refuseTaken(to);
  const near = nearestFolder(to);
  refuseMountPoint(from, 'The library');
  if (near === to) refuseMountPoint(to, 'The new folder');
  refuseClosed(near === to ? dirname(to) : near);
  refuseClosed(dirname(from));
  return { from, to, sameDisk: statSync(near).dev === statSync(from).dev };
}

/** Links are resolved as far as there is something; a link to the library itself, which an earlier move left, is the place. */
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
      hint: 'Choose an empty folder, or one that does not exist yet.',
    });
  if (kind === 'other') throw new AppError('config', `${to} is a file.`, { hint: 'Choose a folder.' });
}

function nearestFolder(path: string): string {
  if (kindOf(path) !== 'link' && existsSync(path)) return path;
  return nearestFolder(dirname(path));
}

/** The library becomes the folder itself by a rename, which nothing can be on top of a mount. */
function refuseMountPoint(path: string, what: string): void {
  if (statSync(path).dev !== statSync(dirname(path)).dev)
    throw new AppError(
      'config',
      `${what}, ${path}, is the top folder of a disk of its own, which cannot be replaced.`,
      {
        hint: 'Choose a folder in it; a library that is one has to be copied by hand.',
      },
    );
}

function refuseClosed(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const failed = folderError(error, folder);
    throw new AppError(failed.code, failed.message, { hint: 'Choose a place that you may write to.', cause: error });
  }
}
