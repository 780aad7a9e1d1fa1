import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { AppError } from '@shared/model/app-error';

/** Flag of open(2) for a handle that neither reads nor connects; the same number on x86 and arm. */
const O_PATH = 0o10000000;
const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;

/** The path of an open file, which does not depend on renames or links. */
export const pathOf = (fd: number): string => `/proc/self/fd/${fd}`;

/** @throws AppError `denied`, also for a symbolic link instead of the folder */
export const openFolder = (path: string): number => opened(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);

/** A handle on a file, or on a symbolic link itself. */
export const openHandle = (path: string): number => opened(path, O_PATH | O_NOFOLLOW);

/**
 * Opens a handle on a file, component by component. Refuses a symbolic link anywhere in the path.
 * @throws AppError `denied`
 */
export function openHandleWithoutLinks(path: string): number {
  const parts = path.split('/').filter(Boolean);
  const last = parts.pop();
  if (last === undefined || [...parts, last].some((part) => part === '..' || part === '.'))
    throw new AppError('denied', 'The path of the socket contains "." or "..", or has no file name.');
  let folder = opened('/', O_PATH | O_DIRECTORY | O_NOFOLLOW);
  try {
    for (const part of parts) {
      const next = opened(`${pathOf(folder)}/${part}`, O_PATH | O_DIRECTORY | O_NOFOLLOW);
      closeSync(folder);
      folder = next;
    }
    return openHandle(`${pathOf(folder)}/${last}`);
  } finally {
    closeSync(folder);
  }
}

/** @throws AppError `denied` unless the open file belongs to the caller and satisfies `isSo` */
export function checkOwn(fd: number, uid: number, what: string, isSo: (stats: Stats) => boolean): void {
  const stats = fstatSync(fd);
  if (stats.uid === uid && isSo(stats)) return;
  throw new AppError('denied', `${what} does not have the owner, type or mode that the app sets.`);
}

export const modeOf = (stats: Stats): number => stats.mode & 0o7777;

function opened(path: string, flags: number): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    throw new AppError('denied', `The helper could not open a file of the request: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
