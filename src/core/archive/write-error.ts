import { AppError } from '@shared/model/app-error';

export const isCancelled = (error: unknown): boolean =>
  (error instanceof Error && error.name === 'AbortError') || (error instanceof AppError && error.code === 'cancelled');

export const targetExists = (path: string, isFolder: boolean): AppError =>
  isFolder
    ? new AppError('config', `${path} is there already, and a folder is not replaced.`, {
        hint: 'Choose another name, or take that folder away first.',
      })
    : new AppError('config', `${path} is there already.`, { hint: 'Choose another name, or replace it with --force.' });

/** What went wrong while an archive was written. @param path of the archive */
export function writeError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('command', `The disk of ${path} is full. Nothing of the export is left.`, {
        hint: 'Choose another disk, or make room.',
        cause: error,
      });
    case 'EFBIG':
      return new AppError('command', `${path} is larger than a file may be on its file system.`, {
        hint: 'Choose another disk, or the format folder.',
        cause: error,
      });
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('missing', `The folder of ${path} is not there.`, { hint: 'Make it first.', cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('denied', `You may not write ${path} (${code}).`, {
        hint: 'Choose a folder of your own.',
        cause: error,
      });
    case 'ENAMETOOLONG':
      return new AppError('config', `The name of ${path} is longer than its file system takes.`, { cause: error });
    default:
      return new AppError('command', `Writing ${path} failed: ${message}`, { cause: error });
  }
}
