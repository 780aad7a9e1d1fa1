import { closeSync, constants, fstatSync, openSync, type Stats } from 'node:fs';
import { AppError } from '@shared/model/app-error';

/** open(2): a handle on the file itself, which neither reads nor connects; the same number on x86 and arm. */
const O_PATH = 0o10000000;
const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW } = constants;

/** The path of an open file, which no renaming and no link changes. */
export const pathOf = (fd: number): string => `/proc/self/fd/${fd}`;

/** @throws AppError `denied`, also for a link in the place of the folder */
export const openFolder = (path: string): number => opened(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);

/** A handle on what stands there itself, were it a link. */
export const openHandle = (path: string): number => opened(path, O_PATH | O_NOFOLLOW);

/**
 * A handle on a file below `/`, one component after the other: a link anywhere in the path is refused.
 * @throws AppError `denied`
 */
export function openHandleWithoutLinks(path: string): number {
  const parts = path.split('/').filter(Boolean);
  const last = parts.pop();
  if (last === undefined || [...parts, last].some((part) => part === '..' || part === '.'))
    throw new AppError('denied', 'The path is not absolute and plain.');
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

/** @throws AppError `denied` unless the open file is what it should be and the caller's own */
export function checkOwn(fd: number, uid: number, what: string, isSo: (stats: Stats) => boolean): void {
  const stats = fstatSync(fd);
  if (stats.uid === uid && isSo(stats)) return;
  throw new AppError('denied', `${what} is not what the app makes: its owner, kind or mode is another.`);
}

export const modeOf = (stats: Stats): number => stats.mode & 0o7777;

function opened(path: string, flags: number): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    throw new AppError('denied', `The helper may not open what it was told to: ${(error as Error).message}`, {
      cause: error,
    });
  }
}
