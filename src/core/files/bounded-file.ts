import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';

/** Larger than any record, list of containers or settings file of this app. */
export const MOST_JSON_BYTES = 32 * MIB;

/**
 * Reads a whole file of limited size. Does not wait for the writer of a pipe. A file that grows meanwhile is read up to the size
 * that it had at first.
 * @param shown the path in messages
 * @throws AppError `config` for a larger file and for anything but a regular file, to which a link may lead; the system's error
 */
export async function readBounded(path: string, mostBytes: number, shown = path): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new AppError('config', `${shown} is not a regular file.`);
    requireBounded(shown, facts.size, mostBytes);
    return await readStart(file, facts.size);
  } finally {
    await file.close();
  }
}

async function readStart(file: FileHandle, bytes: number): Promise<Buffer> {
  const content = Buffer.alloc(bytes);
  let done = 0;
  while (done < bytes) {
    const { bytesRead } = await file.read(content, done, bytes - done, done);
    if (bytesRead === 0) break; // the file was truncated meanwhile
    done += bytesRead;
  }
  return content.subarray(0, done);
}

/** @throws AppError `config` */
export function requireBounded(path: string, bytes: number, mostBytes: number): void {
  if (bytes > mostBytes)
    throw new AppError('config', `${path} is larger than ${mostBytes / MIB} MiB, the limit for such a file.`);
}
