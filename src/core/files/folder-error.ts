import { AppError } from '@shared/model/app-error';

/**
 * Converts a file system error of a folder that we write to.
 * @param path the folder or file, as it is shown to the user
 * @returns AppError `config` when it exists already, `denied` for permissions and read-only file systems, else `command`
 */
export function folderError(error: unknown, path: string): AppError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'EEXIST') return new AppError('config', `The folder ${path} exists already.`, { cause: error });
  if (code === 'EACCES' || code === 'EPERM')
    return new AppError('denied', `You may not write into ${path}.`, {
      hint: 'Choose another library with --library, or mend its permissions.',
      cause: error,
    });
  if (code === 'EROFS')
    return new AppError('denied', `${path} is on a read-only file system.`, {
      hint: 'Choose another library with --library.',
      cause: error,
    });
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('command', `The disk of ${path} is full.`, {
      hint: 'Delete traces, or choose another library with --library.',
      cause: error,
    });
  if (code === 'ENOTDIR' || code === 'ENAMETOOLONG')
    return new AppError('config', `${path} cannot be a folder (${code}).`, {
      hint: 'Choose another library with --library.',
      cause: error,
    });
  return new AppError('command', `Writing to ${path} failed: ${(error as Error).message}`, { cause: error });
}
