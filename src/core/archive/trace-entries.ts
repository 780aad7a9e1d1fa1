import { lstat, readlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { decodeName, readableName } from '@shared/model/file-name';
import type { TraceRecord } from '@shared/model/trace-record';
import { entriesOf, type NamedEntry, onDisk } from '../files/file-names';
import { isDraft } from '../library/drafts';
import { readError } from './read-error';

/** One folder or file of a trace. */
export interface TraceEntry {
  /** Below the trace's folder. */
  path: string;
  kind: 'folder' | 'file';
  sizeBytes: number;
  /** Modification time, Unix milliseconds; 0 for a folder. */
  changedAtMs: number;
  /** Where to read it; in the foreign folder for a trace by reference. */
  at: string;
}

/**
 * Lists the folders and files of a trace that belong in an archive, sorted by path. Skips hidden files, drafts and links.
 * For a trace by reference, follows the links in its leaves one step, since they are its streams. Does not follow a link
 * that such a link leads to.
 * @param folder of the trace, or a descriptor's path under /proc/self/fd
 * @throws AppError `missing` for a link to a deleted file, `config` for a link to anything but a file or folder, else as
 * readError does
 */
export async function traceEntries(folder: string, record: TraceRecord): Promise<TraceEntry[]> {
  const linked = new Set(
    record.imported?.how === 'reference'
      ? record.recordings.flatMap(({ leaves }) => leaves.map((leaf) => leaf.path))
      : [],
  );
  return entriesBelow(folder, linked);
}

/** Lists the folders and files of one leaf, and the targets of its links, as traceEntries does. @throws AppError as traceEntries does */
export const leafEntries = (leaf: string): Promise<TraceEntry[]> => entriesBelow(leaf, new Set(['']));

/** @param linked folders whose links are followed; the empty path is the folder itself */
async function entriesBelow(folder: string, linked: ReadonlySet<string>): Promise<TraceEntry[]> {
  const entries: TraceEntry[] = [];
  const walk = async (path: string, at: string, follows: boolean): Promise<void> => {
    for (const entry of await children(at, path)) {
      if (entry.name.startsWith('.') || isDraft(entry.name)) continue;
      const below = path === '' ? entry.name : `${path}/${entry.name}`;
      const found = entry.isSymbolicLink()
        ? follows && (await behindLink(join(at, entry.name), below))
        : await factsOf(join(at, entry.name), below);
      if (!found) continue;
      entries.push({ path: below, ...found });
      if (found.kind === 'folder') await walk(below, found.at, linked.has(below));
    }
  };
  await walk('', folder, linked.has(''));
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** @param shown the path below the trace, for messages */
async function children(path: string, shown: string): Promise<NamedEntry[]> {
  return entriesOf(path).catch((error: unknown) => {
    throw readError(error, shown === '' ? 'The folder of the trace' : shown);
  });
}

type Found = Omit<TraceEntry, 'path'>;

/** @returns undefined when it is neither a file nor a folder */
async function factsOf(at: string, shown: string, errorOf = readError): Promise<Found | undefined> {
  const facts = await lstat(onDisk(at)).catch((error: unknown) => {
    throw errorOf(error, shown);
  });
  if (facts.isDirectory()) return { kind: 'folder', sizeBytes: 0, changedAtMs: 0, at };
  return facts.isFile() ? { kind: 'file', sizeBytes: facts.size, changedAtMs: facts.mtimeMs, at } : undefined;
}

async function behindLink(link: string, shown: string): Promise<Found> {
  const target = await readlink(onDisk(link), { encoding: 'buffer' })
    .then(decodeName)
    .catch((error: unknown) => {
      throw readError(error, shown);
    });
  const found = await factsOf(resolve(dirname(link), target), shown, goneOr);
  if (found) return found;
  throw new AppError(
    'config',
    `${readableName(shown)} of this trace links to ${readableName(target)}, which is not a file any more.`,
    {
      hint: 'Restore the original stream at that path, or delete the trace.',
    },
  );
}

export const FOLDER_GONE_HINT = 'Move the folder back to its original path, or delete the trace.';

function goneOr(error: unknown, shown: string): AppError {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return readError(error, shown);
  return new AppError(
    'missing',
    `The imported folder that this trace refers to was deleted or moved. The target of ${readableName(shown)} does not exist.`,
    {
      hint: FOLDER_GONE_HINT,
      cause: error,
    },
  );
}
