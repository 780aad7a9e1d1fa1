import { AppError } from '@shared/model/app-error';
import { readableName } from '@shared/model/file-name';

/** What went wrong while a trace's files were read. @param where below the trace, or a name for it */
export function readError(error: unknown, where: string): AppError {
  if (error instanceof AppError) return error;
  const path = readableName(where);
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ESTALE')
    return new AppError(
      'missing',
      `${path} vanished while it was being read: the trace was deleted, or its disk is gone.`,
      { hint: 'When it is back in its place, do the same again.', cause: error },
    );
  if (code === 'ELOOP' || code === 'ENXIO')
    return new AppError('config', `${path} is no file any more: something was put in its place.`, {
      hint: 'Put back what was there, or delete the trace.',
      cause: error,
    });
  if (code === 'EACCES' || code === 'EPERM')
    return new AppError('denied', `${path} may not be read (${code}).`, {
      hint: 'Mend the permissions of the trace’s folder.',
      cause: error,
    });
  return new AppError('command', `${path} could not be read: ${message}.`, {
    hint: 'Look whether its disk is well, then do the same again.',
    cause: error,
  });
}
