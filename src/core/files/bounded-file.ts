import { open } from 'node:fs/promises';
import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';

/** Larger than any record, list of containers or settings file of this app. */
export const MOST_JSON_BYTES = 32 * MIB;

/**
 * Reads a whole file of limited size.
 * @throws AppError `config` for a larger file; the system's error
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
    throw new AppError('config', `${path} is larger than ${mostBytes / MIB} MiB, the limit for such a file.`);
}
