import { AppError } from '@shared/model/app-error';

const OTHER_LIBRARY = 'use another library with --library or CONTAINERS_TRACE_LIBRARY.';
/** systemd.exec(5): ProtectHome= and ProtectSystem= hide folders from a service, or make them read-only. */
const IN_A_SERVICE = 'For a service, StateDirectory= in its unit creates a writable folder.';
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

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
      hint: `Fix the permissions of the folder, or ${OTHER_LIBRARY} ${IN_A_SERVICE}`,
      cause: error,
    });
  if (code === 'EROFS')
    return new AppError('denied', `${path} is on a read-only file system.`, {
      hint: `${capital(OTHER_LIBRARY)} ${IN_A_SERVICE}`,
      cause: error,
    });
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError('command', `The disk of ${path} is full.`, {
      hint: `Delete traces, or ${OTHER_LIBRARY}`,
      cause: error,
    });
  if (code === 'ENOTDIR' || code === 'ENAMETOOLONG')
    return new AppError('config', `${path} cannot be a folder (${code}).`, {
      hint: capital(OTHER_LIBRARY),
      cause: error,
    });
  return new AppError('command', `${path} could not be written: ${(error as Error).message}`, { cause: error });
}
