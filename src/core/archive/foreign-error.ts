import { AppError } from '@shared/model/app-error';
import { refusedEntry, shownName } from './archive-error';
import { withoutPath } from './read-error';

export const IMPORT_AGAIN = 'Wait until no program writes to the trace any more, then import it again.';

export const NOT_IN_A_TRACE =
  'A trace does not contain links, pipes or devices. Remove this entry, then import the folder again.';

/** Converts an error from opening or reading a file outside the library. @param path for the message */
export function foreignError(error: unknown, path: string): AppError {
  if (error instanceof AppError) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new AppError('denied', `You do not have permission to read ${shownName(path)} (${code}).`, {
        hint: 'If you own it, run `chmod -R u+rX` on it. Otherwise ask its owner to make it readable.',
        cause: error,
      });
    case 'ENOENT':
    case 'ESTALE':
      return new AppError('missing', `${shownName(path)} was deleted or moved during the import.`, {
        hint: IMPORT_AGAIN,
        cause: error,
      });
    // A link or a socket, or a file where a folder is expected.
    case 'ELOOP':
    case 'ENXIO':
    case 'ENOTDIR':
      return notRegularFile(path);
    default:
      return new AppError('command', `${shownName(path)} cannot be read: ${withoutPath(message)}.`, {
        hint: 'Check the disk for errors, or copy the file to another disk.',
        cause: error,
      });
  }
}

/** @param kind what it is, if that is known: `a named pipe` */
export const notRegularFile = (path: string, kind?: string): AppError =>
  refusedEntry(path, kind ? `is ${kind}, not a file.` : 'is neither a regular file nor a folder.', NOT_IN_A_TRACE);

export const changedMeanwhile = (path: string): AppError =>
  refusedEntry(path, 'changed during the import.', IMPORT_AGAIN);
