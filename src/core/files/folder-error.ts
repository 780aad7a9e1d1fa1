import { AppError } from '@shared/model/app-error';

/**
 * Converts an error from writing to a folder.
 * @param path the folder or file, for the message
 * @returns AppError `config` when it already exists, `denied` for permissions and read-only file systems, else `command`
 */
export function folderError(error: unknown, path: string): AppError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EEXIST') return new AppError('config', `The folder ${path} already exists.`, { cause: error });
  if (code === 'EACCES' || code === 'EPERM')
    return new AppError('denied', `You do not have permission to write to ${path}.`, {
      hint: 'Fix the permissions of the folder, or use another library with --library.',
      cause: error,
    });
  if (code === 'EROFS')
    return new AppError('denied', `${path} is on a read-only file system.`, {
      hint: 'Use another library with --library.',
      cause: error,
    });
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('command', `The disk of ${path} is full.`, {
      hint: 'Delete traces, or use another library with --library.',
      cause: error,
    });
  if (code === 'ENOTDIR' || code === 'ENAMETOOLONG')
    return new AppError('config', `${path} cannot be a folder (${code}).`, {
      hint: 'Use another library with --library.',
      cause: error,
    });
  return new AppError('command', `${path} could not be written: ${(error as Error).message}`, { cause: error });
}
