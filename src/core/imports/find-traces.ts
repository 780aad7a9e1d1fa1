import { basename } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { shownName } from '../archive/archive-error';
import { RECORD_FILE } from '../library/trace-folder';
import { ForeignFolder } from './foreign-folder';
import { sessionOfLeaf } from './session-of-leaf';

/** A trace that lies in a folder that is not the library's. */
export type FoundTrace =
  /** As the app exports one, or as another library holds it. */
  | { kind: 'export'; folder: string }
  /** What others recorded: the leaves of one session. */
  | { kind: 'ctf'; folder: string; leaves: string[] };

const MOST_ENTRIES = 1_000_000;
const DEEPEST = 20;

/**
 * Looks for traces in a folder and below. Links are never followed, hidden folders are passed over, and below a trace
 * nothing is looked for.
 * @param root absolute path, links resolved
 * @throws AppError `denied` for a folder that may not be read, `config` when there is no end to it, `cancelled`
 */
export async function findTraces(root: string, signal: AbortSignal): Promise<FoundTrace[]> {
  const found: FoundTrace[] = [];
  const sessions = new Map<string, string[]>();
  let seen = 0;
  const look = async (opened: ForeignFolder, depth: number): Promise<void> => {
    signal.throwIfAborted();
    const folder = opened.path;
    const entries = await opened.entries();
    seen += entries.length;
    if (seen > MOST_ENTRIES || depth > DEEPEST)
      throw new AppError('config', `${shownName(root)} has too much in it to be a folder of traces.`, {
        hint: 'Choose the folder of one trace, or of one session, in it.',
      });
    const holds = (name: string): boolean => entries.some((entry) => entry.name === name && entry.isFile());
    if (holds(RECORD_FILE)) found.push({ kind: 'export', folder });
    else if (holds('metadata'))
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
  const ctf = [...sessions].map(([folder, leaves]) => ({ kind: 'ctf' as const, folder, leaves: leaves.sort() }));
  return [...found, ...ctf].sort((a, b) => a.folder.localeCompare(b.folder, 'en', { numeric: true }));
}

export const noTraceIn = (path: string): AppError =>
  new AppError('config', `There is no trace in ${shownName(basename(path))}.`, {
    hint: 'A trace is a folder with a CTF `metadata` in it or below it, or what the app has exported.',
  });
