import { constants } from 'node:fs';
import { chmod, copyFile, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { foreignError } from '../archive/foreign-error';
import { onDisk } from '../files/file-names';
import { folderError } from '../files/folder-error';
import type { FileSnapshot } from './file-snapshot';
import type { ForeignFolder } from './foreign-folder';

const PIECE_BYTES = 1_048_576;

export interface CopyTools {
  /** Before so much is written. @throws AppError `command` when the disk has no room */
  room(bytes: number): Promise<void>;
  /** So much more has been done. */
  onBytes(bytes: number): void;
  /** Of the trace that is being taken. */
  snapshot: FileSnapshot;
  signal: AbortSignal;
}

/**
 * Copies one regular file of a foreign folder: as a clone where the file system can (nothing is written then), in pieces
 * where not, so that it can be cancelled. What is opened is what is copied: no link is followed, no pipe waited for.
 * @param to does not exist yet; it is for us alone (0600)
 * @throws AppError `config` for what is no regular file or changes meanwhile, `denied`, `missing`, `command`, `cancelled`
 */
export async function copyForeignFile(
  folder: ForeignFolder,
  name: string,
  to: string,
  tools: CopyTools,
): Promise<void> {
  const path = join(folder.path, name);
  const source = await folder.file(name);
  try {
    const before = await source.stat({ bigint: true });
    tools.snapshot.note(path, before);
    if (await clone(source, to)) tools.onBytes(Number(before.size));
    else await copyPieces(source, path, to, tools);
    tools.snapshot.requireSame(path, await source.stat({ bigint: true }));
  } finally {
    await source.close();
  }
}

/** @returns false where the file system cannot */
async function clone(source: FileHandle, to: string): Promise<boolean> {
  const { COPYFILE_EXCL, COPYFILE_FICLONE_FORCE } = constants;
  return copyFile(`/proc/self/fd/${source.fd}`, onDisk(to), COPYFILE_EXCL | COPYFILE_FICLONE_FORCE).then(
    () => chmod(onDisk(to), 0o600).then(() => true),
    () => false, // the copy in pieces says what is wrong, if anything is
  );
}

async function copyPieces(
  source: FileHandle,
  path: string,
  to: string,
  { room, onBytes, signal }: CopyTools,
): Promise<void> {
  const target = await open(onDisk(to), 'wx', 0o600).catch((error: unknown) => {
    throw folderError(error, to);
  });
  try {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await source.read(piece, 0, PIECE_BYTES, null).catch((error: unknown) => {
        throw foreignError(error, path);
      });
      if (bytesRead === 0) return;
      await room(bytesRead);
      for (let at = 0; at < bytesRead; )
        at += (
          await target.write(piece, at, bytesRead - at).catch((error: unknown) => {
            throw folderError(error, to);
          })
        ).bytesWritten;
      onBytes(bytesRead);
    }
  } finally {
    await target.close();
  }
}
