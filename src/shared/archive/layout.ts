import { leafNameOf } from '../planning/leaf-name';

/**
 * The layout of an exported trace. One top folder contains every regular file of the trace's folder, sorted by path, except
 * hidden files and drafts. The checksum list is the last file. Files have mode 0600, folders 0700. All have the owner 0:0
 * without names, and the same time. The same trace therefore always gives the same bytes.
 */

/** The last entry, in the format of sha256sum(1), with paths relative to the top folder. */
export const CHECKSUMS_FILE = 'SHA256SUMS';
export const FILE_MODE = 0o600;
export const FOLDER_MODE = 0o700;

/** The name of an archive's top folder, and of the folder that the format `folder` creates. */
export const topFolderOf = (trace: { title: string; id: string }): string => `${leafNameOf(trace.title)}-${trace.id}`;

/** The time of all entries: the end of the recording in whole seconds. */
export function entryTimeOf(record: { endedAt: string | null; createdAt: string }): Date {
  const ms = Date.parse(record.endedAt ?? record.createdAt);
  return new Date(Number.isNaN(ms) ? 0 : Math.max(0, Math.floor(ms / 1000) * 1000));
}
