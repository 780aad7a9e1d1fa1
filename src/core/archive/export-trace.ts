import { access, constants, lstat, mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ArchiveFormat } from '@shared/archive/formats';
import { FOLDER_MODE } from '@shared/archive/layout';
import { AppError } from '@shared/model/app-error';
import type { Progress } from '@shared/model/transfer';
import { withPartial } from '../journal/with-partial';
import { ArchiveContent } from './archive-content';
import { renameIntoPlace } from './rename-into-place';
import { type WritingTools, writeArchive } from './write-archive';
import { isCancelled, targetExists, writeError } from './write-error';
import { writeFolder } from './write-folder';

export interface ExportOrder {
  /** Absolute path of what is made. */
  path: string;
  format: ArchiveFormat;
  /** Whether a file that is there is replaced; a folder never is. */
  force: boolean;
}

export interface ExportTools extends WritingTools {
  onProgress?(progress: Progress): void;
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
    const { onProgress } = tools;
    onProgress?.({ doneBytes: 0, totalBytes: content.totalBytes });
    if (onProgress) content.follow(onProgress);
    return await withPartial(path, around, async (partial) => {
      const written =
        format === 'folder'
          ? await asFolder(content, partial, order, tools)
          : await writeArchive(content, partial, format, tools);
      if (format !== 'folder') await renameIntoPlace(partial, path, order.force);
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

/** Before anything is promised or written: that it cannot be kept is known now. */
async function refuseTaken({ path, format, force }: ExportOrder): Promise<void> {
  await access(dirname(path), constants.W_OK | constants.X_OK);
  const there = await lstat(path).catch(() => undefined); // not there, or not to be seen: writing says why
  if (there && (format === 'folder' || there.isDirectory() || !force)) throw targetExists(path, there.isDirectory());
}

async function asFolder(
  content: ArchiveContent,
  partial: string,
  order: ExportOrder,
  { signal }: ExportTools,
): Promise<Pick<Exported, 'bytes' | 'sha256'>> {
  await mkdir(partial, { mode: FOLDER_MODE });
  const bytes = await writeFolder(content, partial, signal);
  await refuseTaken(order);
  await rename(partial, order.path);
  return { bytes, sha256: null };
}
