import { AppError } from '@shared/model/app-error';
import { refusedEntry, shownName } from './archive-error';

const AGAIN = 'Wait until the recording has ended and nothing else writes there, then bring it in again.';

/** What went wrong while something that is not ours was opened or read. @param path as it is shown */
export function foreignError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new AppError('denied', `You may not read ${shownName(path)} (${code}).`, {
        hint: 'Mend its permissions as its owner (`chmod -R u+rX`), or have it copied to where you may read it.',
        cause: error,
      });
    case 'ENOENT':
    case 'ESTALE':
      return new AppError('missing', `${shownName(path)} vanished while it was being read.`, {
        hint: AGAIN,
        cause: error,
      });
    // A link, or a socket; where a folder is expected, also a file.
    case 'ELOOP':
    case 'ENXIO':
    case 'ENOTDIR':
      return notRegularFile(path);
    default:
      return new AppError('command', `${shownName(path)} cannot be read: ${message}.`, {
        hint: 'Look whether its disk is well, and copy it to where it can be read.',
        cause: error,
      });
  }
}

export const notRegularFile = (path: string): AppError =>
  refusedEntry(
    path,
    'is neither a regular file nor a folder.',
    'Links, pipes and devices are no part of a trace: take it away, then bring in the folder again.',
  );

export const changedMeanwhile = (path: string): AppError =>
  refusedEntry(path, 'changed while the trace was being brought in.', AGAIN);
