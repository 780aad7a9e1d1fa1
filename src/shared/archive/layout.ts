import { leafNameOf } from '../planning/leaf-name';

/**
 * How a trace looks outside of the library, for whoever writes one and whoever reads one: one top folder, in it every regular
 * file of the trace's folder but hidden ones and drafts, sorted by path, and last the checksum list. Files are 0600, folders
 * 0700, owned by 0:0 without names, all of one time: same trace, same bytes.
 */

/** The last entry: sha256sum(1)'s own format, paths relative to the top folder. */
export const CHECKSUMS_FILE = 'SHA256SUMS';
export const FILE_MODE = 0o600;
export const FOLDER_MODE = 0o700;

/** Also the name of the folder that `folder` makes. */
export const topFolderOf = (trace: { title: string; id: string }): string => `${leafNameOf(trace.title)}-${trace.id}`;

/** The one time of all entries, in whole seconds: when the trace was recorded. */
export function entryTimeOf(record: { endedAt: string | null; createdAt: string }): Date {
  const ms = Date.parse(record.endedAt ?? record.createdAt);
  return new Date(Number.isNaN(ms) ? 0 : Math.max(0, Math.floor(ms / 1000) * 1000));
}
