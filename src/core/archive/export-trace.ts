import type { Stats } from 'node:fs';
import { access, constants, lstat, mkdir, readlink, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ArchiveFormat, ExportFormat } from '@shared/archive/formats';
import { FOLDER_MODE } from '@shared/archive/layout';
import { AppError } from '@shared/model/app-error';
import type { Progress } from '@shared/model/transfer';
import { type JournalLocation, withPartial } from '../journal/with-partial';
import { ArchiveContent } from './archive-content';
import { renameIntoPlace } from './rename-into-place';
import { type WritingTools, writeArchive } from './write-archive';
import { isCancelled, notReplaced, targetExists, writeError } from './write-error';
import { writeFolder } from './write-folder';

export interface ExportOrder {
  /** Absolute path of the archive or folder. */
  path: string;
  format: ArchiveFormat;
  /** Whether an existing file is replaced; a folder never is. */
  force: boolean;
}

export type ExportTarget = Omit<ExportOrder, 'format'> & { format: ExportFormat };

export interface ExportTools extends WritingTools {
  onProgress?(progress: Progress): void;
}

export interface Exported {
  id: string;
  path: string;
  format: ExportFormat;
  /** Size of the written file, or of all files of a folder. */
  bytes: number;
  /** Number of the trace's files, without the checksum list; null for a converted trace. */
  files: number | null;
  /** SHA-256 of the written file in hex; null for a folder. */
  sha256: string | null;
  /** Places of a converted trace that could not be read and are missing in the file; an archive has every byte. */
  unread: string[];
}

/**
 * Exports a trace as an archive or a folder. The result gets its final name only when it is complete. The removal of the
 * incomplete file is journaled first.
 * @param folder of the trace
 * @throws AppError `config` for a trace that is being recorded and for an existing target, `missing` for a deleted file or a
 * program that is not installed, `denied`, `command` for a full disk, `cancelled`; the incomplete file is removed
 */
export async function exportTrace(
  folder: string,
  order: ExportOrder,
  location: JournalLocation,
  tools: ExportTools,
): Promise<Exported> {
  const { path, format } = order;
  const content = await ArchiveContent.open(folder);
  try {
    await refuseExisting(order);
    const { onProgress } = tools;
    onProgress?.({ doneBytes: 0, totalBytes: content.totalBytes });
    if (onProgress) content.follow(onProgress);
    return await withPartial(path, location, async (partial) => {
      const written =
        format === 'folder'
          ? await asFolder(content, partial, order, tools)
          : await writeArchive(content, partial, format, tools);
      if (format !== 'folder') await renameIntoPlace(partial, path, order.force);
      return { id: content.record.id, path, format, files: content.files.length, ...written, unread: [] };
    });
  } catch (error) {
    if (isCancelled(error))
      throw new AppError('cancelled', 'The export was cancelled. The incomplete file was removed.', { cause: error });
    throw writeError(error, path);
  } finally {
    await content.close();
  }
}

/**
 * Checks the target before anything is written. A device, a pipe, a socket or a link to one, such as /dev/stdout, is not replaced,
 * not even with `force`.
 * @throws AppError `config` for an existing target, and the system's errors
 */
export async function refuseExisting({ path, format, force }: ExportTarget): Promise<void> {
  await access(dirname(path), constants.W_OK | constants.X_OK);
  const there = await lstat(path).catch(() => undefined); // does not exist, or cannot be read: writing reports the error
  if (!there) return;
  if (format === 'folder' || there.isDirectory() || !force) throw targetExists(path, there.isDirectory());
  const special = there.isSymbolicLink() ? await leadsToSpecial(path) : isSpecial(there);
  if (special) throw notReplaced(path);
}

const isSpecial = (stats: Stats): boolean => !stats.isFile() && !stats.isDirectory();

/** Whether a link is one to a device, a pipe or a socket. /dev/stdout is one by its purpose, also while it leads to a file. */
async function leadsToSpecial(link: string): Promise<boolean> {
  if ((await readlink(link)).startsWith('/proc/')) return true;
  const end = await stat(link).catch(() => undefined); // leads nowhere
  return end !== undefined && isSpecial(end);
}

async function asFolder(
  content: ArchiveContent,
  partial: string,
  order: ExportOrder,
  { signal }: ExportTools,
): Promise<Pick<Exported, 'bytes' | 'sha256'>> {
  await mkdir(partial, { mode: FOLDER_MODE });
  const bytes = await writeFolder(content, partial, signal);
  await refuseExisting(order);
  await rename(partial, order.path);
  return { bytes, sha256: null };
}
