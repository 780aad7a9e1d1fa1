import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { ByteSource } from '@reader/source';
import { folderError } from '../../files/folder-error';
import type { ContentSink } from '../../images/walk-image';
import { draftOf } from '../../library/drafts';
import { descriptorSource } from './file-source';

/**
 * Makes the files of a stream readable at any place, one after the other, by writing each to the disk. The file on the disk has no
 * name, so nothing is left behind when this process is killed.
 */
export class Spool {
  #descriptor: number | undefined;

  /** @param folder on a disk with space for the largest file */
  constructor(private readonly folder: string) {}

  /**
   * @param act reads the whole content
   * @returns what takes the content; it throws AppError `command` for a full disk, and others as folderError does
   */
  take(act: (source: ByteSource) => void): ContentSink {
    const descriptor = this.#guarded(() => this.#emptied());
    let bytes = 0;
    return {
      piece: (chunk) =>
        this.#guarded(() => {
          for (let at = 0; at < chunk.length; ) {
            const written = writeSync(descriptor, chunk, at, chunk.length - at, bytes);
            at += written;
            bytes += written;
          }
        }),
      end: () => act(descriptorSource(descriptor, bytes)),
    };
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #emptied(): number {
    if (this.#descriptor === undefined) {
      const path = draftOf(join(this.folder, 'spool'));
      this.#descriptor = openSync(path, 'w+', 0o600);
      rmSync(path);
    }
    ftruncateSync(this.#descriptor);
    return this.#descriptor;
  }

  #guarded<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      throw folderError(error, this.folder);
    }
  }
}
