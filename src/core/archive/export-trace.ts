import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { lstat, mkdir, open, rename } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ArchiveFileFormat, ArchiveFormat } from '@shared/archive/layout';
import { FILE_MODE, FOLDER_MODE } from '@shared/archive/layout';
import { AppError } from '@shared/model/app-error';
import type { Progress } from '@shared/model/transfer';
import { withPartial } from '../runs/with-partial';
import { ArchiveContent } from './archive-content';
import { takeFilePlace } from './take-file-place';
import { isCancelled, targetExists, writeError } from './write-error';
import { writeFolder } from './write-folder';
import { tarZstOf } from './write-tar-zst';
import { zipOf } from './write-zip';

export interface ExportOrder {
  /** Absolute path of what is made. */
  path: string;
  format: ArchiveFormat;
  /** Whether a file that is there is replaced; a folder never is. */
  force: boolean;
}

export interface ExportTools {
  onProgress?(progress: Progress): void;
  signal: AbortSignal;
  /** Leave the processors to others, as nice(1) takes it; only the programs that we start can be told so. */
  niceness?: number;
}

export interface Exported {
  id: string;
  path: string;
  format: ArchiveFormat;
  /** Of the archive, or of all files of a folder. */
  bytes: number;
  /** Of the trace; the checksum list is one more. */
  files: number;
  /** Of the archive's own bytes; null for a folder, whose files' checksums are in its list. */
  sha256: string | null;
}

/**
 * Writes a trace as an archive. What is not whole never bears the final name, and is promised away in a journal first.
 * @param folder the trace's
 * @param around where the promise stands
 * @throws AppError `config` for a trace that is being recorded and for a target that is there, `missing` for what vanished or
 * where a program lacks, `denied`, `command` for a full disk, `cancelled`; then nothing is left of it
 */
export async function exportTrace(
  folder: string,
  order: ExportOrder,
  around: { libraryDir: string; runtimeDir: string },
  tools: ExportTools,
): Promise<Exported> {
  const { path, format } = order;
  const content = await ArchiveContent.open(folder);
  try {
    await refuseTaken(order);
    tellProgress(content, tools);
    return await withPartial(path, around, async (partial) => {
      const written =
        format === 'folder'
          ? await asFolder(content, partial, order, tools)
          : await asFile(content, partial, order, tools);
      return { id: content.record.id, path, format, files: content.files.length, ...written };
    });
  } catch (error) {
    if (isCancelled(error))
      throw new AppError('cancelled', 'The export was cancelled. Nothing of it is left.', { cause: error });
    throw writeError(error, path);
  } finally {
    await content.close();
  }
}

function tellProgress(content: ArchiveContent, { onProgress }: ExportTools): void {
  if (!onProgress) return;
  const { totalBytes } = content;
  let doneBytes = 0;
  onProgress({ doneBytes, totalBytes });
  content.onRead = (bytes) => {
    doneBytes += bytes;
    onProgress({ doneBytes, totalBytes });
  };
}

/** Before anything is written: that it cannot be kept is known now. */
async function refuseTaken({ path, format, force }: ExportOrder): Promise<void> {
  const there = await lstat(path).catch(() => undefined); // not there, or not to be seen: writing says why
  if (there && (format === 'folder' || there.isDirectory() || !force)) throw targetExists(path, there.isDirectory());
}

type Written = Pick<Exported, 'bytes' | 'sha256'>;

async function asFile(
  content: ArchiveContent,
  partial: string,
  { path, format, force }: ExportOrder,
  { signal, niceness = 0 }: ExportTools,
): Promise<Written> {
  const makers: Record<ArchiveFileFormat, () => Readable> = {
    zip: () => zipOf(content),
    'tar.zst': () => tarZstOf(content, niceness),
  };
  const hash = createHash('sha256');
  let bytes = 0;
  const weigh = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      hash.update(piece);
      bytes += piece.length;
      yield piece;
    }
  };
  const archive = makers[format as ArchiveFileFormat]();
  await pipeline(archive, weigh, createWriteStream(partial, { flags: 'wx', mode: FILE_MODE }), { signal });
  await sync(partial);
  signal.throwIfAborted();
  await takeFilePlace(partial, path, force);
  return { bytes, sha256: hash.digest('hex') };
}

async function asFolder(
  content: ArchiveContent,
  partial: string,
  order: ExportOrder,
  { signal }: ExportTools,
): Promise<Written> {
  await mkdir(partial, { mode: FOLDER_MODE });
  const bytes = await writeFolder(content, partial, signal);
  await refuseTaken(order);
  await rename(partial, order.path);
  return { bytes, sha256: null };
}

/** On the disk before it has its name: a power cut leaves a whole file or none. */
async function sync(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}
