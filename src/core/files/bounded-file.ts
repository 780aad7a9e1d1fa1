import { open } from 'node:fs/promises';
import { AppError } from '@shared/model/app-error';

const MIB = 1_048_576;
/** More than any record, list of containers or settings of ours has. */
export const MOST_JSON_BYTES = 32 * MIB;

/**
 * Reads a whole file, if it is no larger than it may be.
 * @throws AppError `config` for a larger one; the system's error
 */
export async function readBounded(path: string, mostBytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    requireBounded(path, (await file.stat()).size, mostBytes);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** @throws AppError `config` */
export function requireBounded(path: string, bytes: number, mostBytes: number): void {
  if (bytes > mostBytes)
    throw new AppError('config', `${path} is larger than ${mostBytes / MIB} MiB, which no such file of the app is.`);
}
