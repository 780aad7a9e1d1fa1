import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import type { ByteSource } from '@reader/source';
import { readError } from '../../archive/read-error';
import { onDisk } from '../../files/file-names';

/** Files that are open at a time. A trace with rotations has thousands of streams, and a process may open about a thousand files. */
const MOST_OPEN = 128;

/** One stream of a trace. It is plain data, so a worker can open the same file. */
export interface StreamFile {
  /** Where to open it: decoded by `decodeName`, below the held folder of the trace or, by reference, below a foreign folder. */
  at: string;
  /** Below the trace, for messages. */
  path: string;
  sizeBytes: number;
}

/**
 * Opens files when they are read, and closes those that were read least recently. Follows no link in the last part of a path,
 * and does not wait for the writer of a pipe.
 */
export class OpenFiles {
  readonly #open = new Map<string, number>();

  /** The bytes of a file. A file that grows keeps the size that it had when it was listed. */
  bytesOf(file: StreamFile): ByteSource {
    return {
      sizeBytes: file.sizeBytes,
      read: (into, offsetBytes) => this.#read(file, into, offsetBytes),
    };
  }

  close(): void {
    for (const descriptor of this.#open.values()) closeSync(descriptor);
    this.#open.clear();
  }

  /** @throws AppError as readError does */
  #read(file: StreamFile, into: Uint8Array, offsetBytes: number): number {
    const wanted = Math.min(into.length, file.sizeBytes - offsetBytes);
    let done = 0;
    while (done < wanted) {
      const bytes = this.#readOnce(file, into, done, wanted - done, offsetBytes + done);
      if (bytes === 0) break; // the file was truncated since it was listed
      done += bytes;
    }
    return done;
  }

  #readOnce(file: StreamFile, into: Uint8Array, at: number, length: number, offsetBytes: number): number {
    try {
      return readSync(this.#descriptor(file), into, at, length, offsetBytes);
    } catch (error) {
      throw readError(error, file.path);
    }
  }

  #descriptor(file: StreamFile): number {
    const known = this.#open.get(file.at);
    if (known !== undefined) {
      this.#open.delete(file.at);
      this.#open.set(file.at, known);
      return known;
    }
    const opened = openRegular(file.at);
    this.#open.set(file.at, opened);
    this.#closeOldest();
    return opened;
  }

  #closeOldest(): void {
    if (this.#open.size <= MOST_OPEN) return;
    for (const [at, descriptor] of this.#open) {
      this.#open.delete(at);
      closeSync(descriptor);
      return;
    }
  }
}

/** @throws the system's error, with code ENXIO for anything but a regular file */
export function openRegular(at: string): number {
  const descriptor = openSync(onDisk(at), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw Object.assign(new Error('It is not a regular file.'), { code: 'ENXIO' });
}
