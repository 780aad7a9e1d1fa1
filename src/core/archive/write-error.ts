import { AppError } from '@shared/model/app-error';

export const isCancelled = (error: unknown): boolean =>
  (error instanceof Error && error.name === 'AbortError') || (error instanceof AppError && error.code === 'cancelled');

export const targetExists = (path: string, isFolder: boolean): AppError =>
  isFolder
    ? new AppError('config', `The folder ${path} already exists, and folders are never replaced.`, {
        hint: 'Use another name, or delete that folder first.',
      })
    : new AppError('config', `The file ${path} already exists.`, {
        hint: 'Use another name, or replace the file with --force.',
      });

export const notReplaced = (path: string): AppError =>
  new AppError('config', `${path} is a device, a pipe, a socket or a link to one, which an export does not replace.`, {
    hint: 'Use the name of a file.',
  });

/** Converts an error from writing an archive. @param path of the archive */
export function writeError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new AppError('command', `The disk of ${path} is full. The incomplete file was removed.`, {
        hint: 'Use another disk, or free up space on this one.',
        cause: error,
      });
    case 'EFBIG':
      return new AppError('command', `${path} exceeds the largest file size of its file system.`, {
        hint: 'Use another disk, or the format folder.',
        cause: error,
      });
    case 'ENOENT':
    case 'ENOTDIR':
      return new AppError('missing', `The folder of ${path} does not exist.`, {
        hint: 'Create the folder first.',
        cause: error,
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new AppError('denied', `You do not have permission to write ${path} (${code}).`, {
        hint: 'Select a folder that you can write to.',
        cause: error,
      });
    case 'ENAMETOOLONG':
      return new AppError('config', `The name of ${path} is too long for its file system.`, { cause: error });
    default:
      return new AppError('command', `${path} could not be written: ${message}`, { cause: error });
  }
}
