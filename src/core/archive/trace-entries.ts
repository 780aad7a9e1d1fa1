import type { Dirent } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { TraceRecord } from '@shared/model/trace-record';
import { draftPid } from '../library/drafts';
import { readError } from './read-error';

/** One folder or file of a trace, its path below the trace's folder. */
export interface TraceEntry {
  path: string;
  kind: 'folder' | 'file';
  sizeBytes: number;
  /** When it was written last, milliseconds since 1970; for a folder 0. */
  changedAtMs: number;
}

/**
 * What of a trace's folder belongs into an archive, sorted by path: no hidden files, no drafts, no links. Of a trace that is held by
 * reference the links in its leaves are followed, one step: they are its streams.
 * @param folder where the trace is, or a descriptor's path under /proc/self/fd
 * @throws AppError `missing` for a link whose foreign folder is gone, else as readError says
 */
export async function traceEntries(folder: string, record: TraceRecord): Promise<TraceEntry[]> {
  const linked = new Set(
    record.imported?.how === 'reference'
      ? record.recordings.flatMap(({ leaves }) => leaves.map((leaf) => leaf.path))
      : [],
  );
  const entries: TraceEntry[] = [];
  const walk = async (path: string, follows: boolean): Promise<void> => {
    for (const entry of await children(join(folder, path), path)) {
      if (entry.name.startsWith('.') || draftPid(entry.name) !== undefined) continue;
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      const kind = await kindOf(join(folder, below), below, entry, follows);
      if (kind === undefined) continue;
      entries.push({ path: below, ...kind });
      if (kind.kind === 'folder') await walk(below, linked.has(below));
    }
  };
  await walk('', false);
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** @param shown the same, without the descriptor by which it is reached */
async function children(path: string, shown: string): Promise<Dirent[]> {
  return readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw readError(error, shown === '' ? 'The folder of the trace' : shown);
  });
}

async function kindOf(
  path: string,
  shown: string,
  entry: Dirent,
  follows: boolean,
): Promise<Omit<TraceEntry, 'path'> | undefined> {
  const isLink = entry.isSymbolicLink();
  if (isLink && !follows) return undefined;
  try {
    const facts = await (isLink ? stat(path) : lstat(path));
    if (facts.isDirectory()) return { kind: 'folder', sizeBytes: 0, changedAtMs: 0 };
    return facts.isFile() ? { kind: 'file', sizeBytes: facts.size, changedAtMs: facts.mtimeMs } : undefined;
  } catch (error) {
    if (isLink && (error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new AppError('missing', `The folder that this trace is held in is gone: ${shown} leads nowhere.`, {
        hint: 'Bring the folder back to its place, or delete the trace: it holds no events any more.',
        cause: error,
      });
    throw readError(error, shown);
  }
}
