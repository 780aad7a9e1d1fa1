import { AppError } from '@shared/model/app-error';

/** Go's words for ENOSPC and EDQUOT, in whatever language the machine is. */
const FULL = /no space left on device|disk quota exceeded/;

export const fullDisk = (place: string, cause?: unknown): AppError =>
  new AppError('command', `The disk of ${place} is full: the image was not made.`, {
    hint: 'Free space there, or let CONTAINERS_TRACE_CACHE name a folder on another disk.',
    cause,
  });

/** Whether a program's words say that the disk is full. */
export const saysFullDisk = (words: string): boolean => FULL.test(words);

/** What kept an image from being made, where it is the store's fault; else the error as it came. */
export function storeError(error: unknown, store: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return fullDisk(store, error);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new AppError('denied', `Images cannot be kept in ${store} (${code}).`, {
      hint: 'Let CONTAINERS_TRACE_CACHE name a folder of your own.',
      cause: error,
    });
  return error;
}
