import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@shared/model/app-error';

/** The name of an incomplete file or folder. Hidden and used by this app only, so anything with such a name may be removed. */
const PARTIAL_NAME = /^\.containers-trace-[0-9a-f]{12}\.partial$/;

/** A unique temporary path on the file system of `target`, so that a rename moves it to the target atomically. */
export const partialBeside = (target: string): string =>
  join(dirname(target), `.containers-trace-${randomBytes(6).toString('hex')}.partial`);

export const isPartialName = (name: string): boolean => PARTIAL_NAME.test(name);

/** Removes an incomplete file or folder, if it exists. @throws AppError `bug` for any other name */
export async function removePartial(path: string): Promise<void> {
  if (!isPartialName(basename(path)))
    throw new AppError('bug', `${path} does not have the name of an incomplete file, so it was not removed.`);
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}
