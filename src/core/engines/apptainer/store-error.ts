import { AppError } from '@shared/model/app-error';

/** Go's messages for ENOSPC and EDQUOT, which are English in every locale. */
const FULL = /no space left on device|disk quota exceeded/;

export const fullDisk = (place: string, cause?: unknown): AppError =>
  new AppError('command', `The image was not created because the disk of ${place} is full.`, {
    hint: 'Free some space on that disk, or set CONTAINERS_TRACE_CACHE to a folder on another disk.',
    cause,
  });

/** Whether a program's message reports a full disk. */
export const isFullDiskMessage = (message: string): boolean => FULL.test(message);

/** Converts an error that the image store caused (a full disk, no permission). @returns other errors unchanged */
export function storeError(error: unknown, store: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return fullDisk(store, error);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new AppError('denied', `Images cannot be stored in ${store} (${code}).`, {
      hint: 'Set CONTAINERS_TRACE_CACHE to a folder that you can write to.',
      cause: error,
    });
  return error;
}
