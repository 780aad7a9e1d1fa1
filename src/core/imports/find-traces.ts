import { basename, join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { shownName } from '../archive/archive-error';
import { notRegularFile } from '../archive/foreign-error';
import type { NamedEntry } from '../files/file-names';
import { RECORD_FILE } from '../library/trace-folder';
import { ForeignFolder } from './foreign-folder';
import { sessionOfLeaf } from './session-of-leaf';

/** A trace in a folder outside the library. */
export type FoundTrace =
  /** A trace folder with a trace.json: exported by the app, or part of another library. */
  | { kind: 'export'; folder: string }
  /** A foreign trace: the leaves of one session. */
  | { kind: 'ctf'; folder: string; leaves: string[] };

const METADATA = 'metadata';
const MOST_ENTRIES = 1_000_000;
const DEEPEST = 20;

/**
 * Searches a folder and its subfolders for traces. Skips links, hidden folders and the inside of traces.
 * @param root absolute path, links resolved
 * @throws AppError `denied` for a folder that cannot be read, `config` for too many entries or levels, and if the only metadata is
 * no file, `cancelled`
 */
export async function findTraces(root: string, signal: AbortSignal): Promise<FoundTrace[]> {
  const found: FoundTrace[] = [];
  const sessions = new Map<string, string[]>();
  let strange: AppError | undefined;
  let seen = 0;
  const look = async (opened: ForeignFolder, depth: number): Promise<void> => {
    signal.throwIfAborted();
    const folder = opened.path;
    const entries = await opened.entries();
    seen += entries.length;
    if (seen > MOST_ENTRIES || depth > DEEPEST)
      throw new AppError(
        'config',
        `${shownName(root)} has more than ${MOST_ENTRIES.toLocaleString('en')} entries or ${DEEPEST} levels of folders.`,
        { hint: 'Select the folder of a single trace or session.' },
      );
    const contains = (name: string): boolean => entries.some((entry) => entry.name === name && entry.isFile());
    strange ??= strangeMetadata(folder, entries);
    if (contains(RECORD_FILE)) found.push({ kind: 'export', folder });
    else if (contains(METADATA))
      sessions.set(sessionOfLeaf(folder), [...(sessions.get(sessionOfLeaf(folder)) ?? []), folder]);
    else
      for (const entry of entries)
        if (entry.isDirectory() && !entry.name.startsWith('.')) {
          const below = await opened.folder(entry.name);
          await look(below, depth + 1).finally(() => below.close());
        }
  };
  const opened = await ForeignFolder.open(root);
  await look(opened, 0).finally(() => opened.close());
  if (strange && found.length === 0 && sessions.size === 0) throw strange;
  const ctf = [...sessions].map(([folder, leaves]) => ({ kind: 'ctf' as const, folder, leaves: leaves.sort() }));
  return [...found, ...ctf].sort((a, b) => a.folder.localeCompare(b.folder, 'en', { numeric: true }));
}

/** Something other than a file where metadata or a record is expected. A folder can have any name. */
function strangeMetadata(folder: string, entries: readonly NamedEntry[]): AppError | undefined {
  const isStrange = (entry: NamedEntry): boolean => !entry.isFile() && !entry.isDirectory();
  const entry = entries.find((one) => [METADATA, RECORD_FILE].includes(one.name) && isStrange(one));
  return entry && notRegularFile(join(folder, entry.name), entry.kind());
}

export const noTraceIn = (path: string): AppError =>
  new AppError('config', `There is no trace in ${shownName(basename(path))}.`, {
    hint: 'Select an exported trace, or a folder with a CTF `metadata` file in it or in a subfolder.',
  });
