import { AppError } from '@shared/model/app-error';
import { readableName } from '@shared/model/file-name';

/** A message of Node without the call and its path, which can be that of a descriptor: `EIO: i/o error`. */
export const withoutPath = (message: string): string => message.replace(/, \w+ '.*$/s, '');

export const NOT_A_FILE_HINT = 'Replace it by the original file, or delete the trace.';

/** Converts an error from reading a trace's files. @param where path below the trace, or a name for it */
export function readError(error: unknown, where: string): AppError {
  if (error instanceof AppError) return error;
  const path = readableName(where);
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ESTALE')
    return new AppError('missing', `${path} no longer exists. The trace was deleted, or its disk was disconnected.`, {
      hint: 'Restore the trace or connect the disk, then try again.',
      cause: error,
    });
  if (code === 'ELOOP' || code === 'ENXIO')
    return new AppError('config', `${path} is not a regular file any more.`, {
      hint: NOT_A_FILE_HINT,
      cause: error,
    });
  if (code === 'EACCES' || code === 'EPERM')
    return new AppError('denied', `You do not have permission to read ${path} (${code}).`, {
      hint: 'Fix the permissions of the trace’s folder, then try again.',
      cause: error,
    });
  return new AppError('command', `${path} could not be read: ${withoutPath(message)}.`, {
    hint: 'Check the disk for errors, then try again.',
    cause: error,
  });
}
