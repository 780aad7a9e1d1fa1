import { constants } from 'node:fs';
import { chmod, copyFile, type FileHandle, open } from 'node:fs/promises';
import { AppError } from '@shared/model/app-error';
import { refusedEntry, shownName } from '../archive/archive-error';
import { folderError } from '../library/trace-folder';

const PIECE_BYTES = 1_048_576;

export interface TakeTools {
  /** Before so much is written. @throws AppError `command` when the disk has no room */
  room(bytes: number): Promise<void>;
  /** So much more has been done. */
  onBytes(bytes: number): void;
  signal: AbortSignal;
}

/**
 * Copies one regular file of a foreign folder: as a clone where the file system can (nothing is written then), in pieces
 * where not, so that it can be cancelled. What is opened is what is copied: no link is followed, no pipe waited for.
 * @param to does not exist yet; it is for us alone (0600)
 * @throws AppError `config` for what is no regular file or changes meanwhile, `denied`, `command`, `cancelled`
 */
export async function takeFile(from: string, to: string, tools: TakeTools): Promise<void> {
  const source = await openRegular(from);
  try {
    const before = await source.stat();
    const cloned = await clone(source, to);
    if (cloned) tools.onBytes(before.size);
    else await copyPieces(source, to, tools);
    const after = await source.stat();
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs)
      throw refusedEntry(
        from,
        'changed while it was copied.',
        'Wait until the recording has ended, then bring it in again.',
      );
  } finally {
    await source.close();
  }
}

/** @throws AppError `config` for a link, a pipe, a device, `denied`, `missing` */
export async function openRegular(path: string): Promise<FileHandle> {
  const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ELOOP' || error.code === 'ENXIO') throw noRegular(path);
    throw new AppError(
      error.code === 'EACCES' ? 'denied' : 'missing',
      `${shownName(path)} cannot be read (${error.code}).`,
      {
        hint: 'Mend its permissions (`chmod -R u+rX`), or copy it to where you may read it.',
        cause: error,
      },
    );
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw noRegular(path);
}

export const noRegular = (path: string): AppError =>
  refusedEntry(
    path,
    'is neither a regular file nor a folder.',
    'Links, pipes and devices are no part of a trace: take it away, then bring in the folder again.',
  );

/** @returns false where the file system cannot */
async function clone(source: FileHandle, to: string): Promise<boolean> {
  const { COPYFILE_EXCL, COPYFILE_FICLONE_FORCE } = constants;
  return copyFile(`/proc/self/fd/${source.fd}`, to, COPYFILE_EXCL | COPYFILE_FICLONE_FORCE).then(
    () => chmod(to, 0o600).then(() => true),
    () => false, // the copy in pieces says what is wrong, if anything is
  );
}

async function copyPieces(source: FileHandle, to: string, { room, onBytes, signal }: TakeTools): Promise<void> {
  const target = await open(to, 'wx', 0o600).catch((error: unknown) => {
    throw folderError(error, to);
  });
  try {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await source.read(piece, 0, PIECE_BYTES, null);
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
