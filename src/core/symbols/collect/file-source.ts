import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { ReadError } from '@reader/read-error';
import type { ByteSource } from '@reader/source';
import { onDisk } from '../../files/file-names';

/** Reads from an open file. An error of the disk is a ReadError `damaged`. */
export function descriptorSource(descriptor: number, sizeBytes: number): ByteSource {
  return {
    sizeBytes,
    read: (into, offsetBytes) => {
      let done = 0;
      while (done < into.length) {
        const bytes = readPiece(descriptor, into, done, offsetBytes + done);
        if (bytes === 0) break;
        done += bytes;
      }
      return done;
    },
  };
}

function readPiece(descriptor: number, into: Uint8Array, from: number, offsetBytes: number): number {
  try {
    return readSync(descriptor, into, from, into.length - from, offsetBytes);
  } catch (error) {
    throw new ReadError('damaged', `The file cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
}

/**
 * Opens a regular file while `act` reads it. Links are followed. A pipe or device is not waited for.
 * @returns undefined if there is no such file, or it cannot be read
 */
export function withFile<T>(path: string, act: (source: ByteSource) => T): T | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(onDisk(path), constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const facts = fstatSync(descriptor);
    return facts.isFile() ? act(descriptorSource(descriptor, facts.size)) : undefined;
  } finally {
    closeSync(descriptor);
  }
}
