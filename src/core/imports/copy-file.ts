import { constants } from 'node:fs';
import { chmod, copyFile, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { MIB } from '@shared/model/units';
import { foreignError } from '../archive/foreign-error';
import { onDisk } from '../files/file-names';
import { folderError } from '../files/folder-error';
import type { FileSnapshot } from './file-snapshot';
import type { ForeignFolder } from './foreign-folder';

const PIECE_BYTES = MIB;

export interface CopyTools {
  /** Called before this many bytes are written. @throws AppError `command` when the disk has no room */
  room(bytes: number): Promise<void>;
  /** Called after this many more bytes were copied. */
  onBytes(bytes: number): void;
  /** State of the trace's files when they were read. */
  snapshot: FileSnapshot;
  signal: AbortSignal;
}

/**
 * Copies one regular file of a foreign folder. Uses a reflink clone where the file system supports it, which writes no
 * data. Otherwise copies in pieces, so that the copy can be cancelled. Does not follow links or block on pipes.
 * @param to a path that does not exist yet; the file gets mode 0600
 * @throws AppError `config` when it is not a regular file or changes during the copy, `denied`, `missing`, `command`, `cancelled`
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

/** @returns false when the file system does not support it */
async function clone(source: FileHandle, to: string): Promise<boolean> {
  const { COPYFILE_EXCL, COPYFILE_FICLONE_FORCE } = constants;
  return copyFile(`/proc/self/fd/${source.fd}`, onDisk(to), COPYFILE_EXCL | COPYFILE_FICLONE_FORCE).then(
    () => chmod(onDisk(to), 0o600).then(() => true),
    () => false, // the copy in pieces reports any real error
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
