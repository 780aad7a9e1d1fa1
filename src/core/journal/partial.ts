import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@shared/model/app-error';

/** Of a file or folder that is being made. Hidden, and of no other program: what bears it may be removed. */
const PARTIAL_NAME = /^\.containers-trace-[0-9a-f]{12}\.partial$/;

/** A name of which there is no other, on the file system of `target`: a rename takes it to its place, whole or not at all. */
export const partialBeside = (target: string): string =>
  join(dirname(target), `.containers-trace-${randomBytes(6).toString('hex')}.partial`);

export const isPartialName = (name: string): boolean => PARTIAL_NAME.test(name);

/** Takes a half-made file or folder away; one that is gone already is done. @throws AppError `bug` for any other name */
export async function removePartial(path: string): Promise<void> {
  if (!isPartialName(basename(path)))
    throw new AppError('bug', `${path} does not bear the name of something half made, and is left alone.`);
  await rm(path, { recursive: true, force: true, maxRetries: 3 });
}
