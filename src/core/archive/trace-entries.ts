import { lstat, readlink } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { decodeName, readableName } from '@shared/model/file-name';
import type { TraceRecord } from '@shared/model/trace-record';
import { entriesOf, type NamedEntry, onDisk } from '../files/file-names';
import { isDraft } from '../library/drafts';
import { readError } from './read-error';

/** One folder or file of a trace, its path below the trace's folder. */
export interface TraceEntry {
  path: string;
  kind: 'folder' | 'file';
  sizeBytes: number;
  /** When it was written last, milliseconds since 1970; for a folder 0. */
  changedAtMs: number;
  /** Where its bytes are: of a trace that is held by reference in the foreign folder. */
  at: string;
}

/**
 * What of a trace's folder belongs into an archive, sorted by path: no hidden files, no drafts, no links. Of a trace that is held by
 * reference the links in its leaves are followed, one step: they are its streams. A link that stands there instead of a stream is
 * none, and is not followed.
 * @param folder where the trace is, or a descriptor's path under /proc/self/fd
 * @throws AppError `missing` for a link whose foreign folder is gone, `config` for one that leads to no file or folder, else as
 * readError says
 */
export async function traceEntries(folder: string, record: TraceRecord): Promise<TraceEntry[]> {
  const linked = new Set(
    record.imported?.how === 'reference'
      ? record.recordings.flatMap(({ leaves }) => leaves.map((leaf) => leaf.path))
      : [],
  );
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
  await walk('', folder, false);
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** @param shown the same, without the descriptor by which it is reached */
async function children(path: string, shown: string): Promise<NamedEntry[]> {
  return entriesOf(path).catch((error: unknown) => {
    throw readError(error, shown === '' ? 'The folder of the trace' : shown);
  });
}

type Found = Omit<TraceEntry, 'path'>;

/** @returns undefined for what is neither a file nor a folder */
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
    `${readableName(shown)} of this trace leads to ${readableName(target)}, which is no file any more.`,
    {
      hint: 'Put the stream back there as it was when the trace was brought in, or delete the trace.',
    },
  );
}

function goneOr(error: unknown, shown: string): AppError {
  const { code } = error as NodeJS.ErrnoException;
  if (code !== 'ENOENT' && code !== 'ENOTDIR') return readError(error, shown);
  return new AppError(
    'missing',
    `The folder that this trace is held in is gone: ${readableName(shown)} leads nowhere.`,
    {
      hint: 'Bring the folder back to its place, or delete the trace: it holds no events any more.',
      cause: error,
    },
  );
}
