import { basename, join } from 'node:path';
import { AppError, type ErrorData } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { oneLine } from '@shared/model/plain-text';
import { MIB } from '@shared/model/units';
import { namesIn } from '../files/optional-files';
import { readOwnFile } from '../files/own-file';
import type { ProcessIdentity } from '../process/identity';
import {
  type Entry,
  entrySchema,
  JOURNAL_DIR,
  type JournaledUndo,
  type RunNotes,
  type UndoneStep,
} from './journal-entry';

/** A run has a few dozen steps, so a larger file is not a journal. */
const MOST_BYTES = 4 * MIB;

/** The content of a journal, for the cleanup of its run. */
export interface JournalContent extends RunNotes {
  path: string;
  runId: string;
  owner: ProcessIdentity;
  /** User id of the owner; undefined in a journal of version 0.1. */
  uid: number | undefined;
  runtimeDir: string;
  /** In the order in which the steps began; undo them in reverse order. */
  undos: JournaledUndo[];
  /** Errors of earlier undo attempts, oldest first. */
  failures: { step: UndoneStep; error: ErrorData }[];
}

/** All journals of a library: of running runs, and of runs that were killed. Lists unreadable journals by path. */
export function readJournals(libraryDir: string): { journals: JournalContent[]; unreadable: string[] } {
  const folder = join(libraryDir, JOURNAL_DIR);
  const journals: JournalContent[] = [];
  const unreadable: string[] = [];
  for (const name of journalNames(folder)) {
    const path = join(folder, name);
    try {
      journals.push(readJournal(path));
    } catch {
      unreadable.push(path); // readJournal reports the reason
    }
  }
  return { journals, unreadable };
}

const journalNames = (folder: string): string[] => namesIn(folder).filter((name) => name.endsWith('.jsonl'));

/**
 * Reads and validates one journal. The library may come from another machine, so the content is untrusted: the cleanup
 * checks each path before it acts on it (runs/cleanup/validate-journal.ts).
 * @throws AppError `denied` unless it is the user's own file, `config` when it is not a valid journal; `missing`
 */
export function readJournal(path: string): JournalContent {
  const entries = readOwnFile(path, MOST_BYTES)
    .split('\n')
    .flatMap((line) => parseLine(line, path));
  const [header, second] = entries.filter((entry) => entry.type === 'run');
  if (!header || second) throw invalidJournal(path, header ? 'it has two headers' : 'its header is missing');
  if (basename(path) !== `${header.runId}.jsonl`)
    throw invalidJournal(path, `its header names the run ${header.runId}`);
  return {
    path,
    runId: header.runId,
    owner: header.owner,
    uid: header.uid,
    runtimeDir: header.runtimeDir,
    programBegan: entries.some((entry) => entry.type === 'began'),
    warnings: entries.flatMap((entry) => (entry.type === 'warned' ? entry.warning : [])),
    undos: entries.filter((entry) => entry.type === 'undo').map((entry) => ({ step: stepOf(entry), undo: entry.undo })),
    failures: entries
      .filter((entry) => entry.type === 'failed')
      .map((entry) => ({ step: stepOf(entry), error: entry.error })),
  };
}

/** The step of an entry, with a title that can be shown. */
const stepOf = ({ stepId, title }: { stepId: string; title?: string | undefined }): UndoneStep => ({
  id: stepId,
  title: oneLine(title ?? stepId),
});

/** Skips a line that was cut off by a crash and contains no complete entry. */
function parseLine(line: string, path: string): Entry[] {
  const value = jsonOf(line);
  const entry = entrySchema.safeParse(value);
  if (entry.success) return [entry.data];
  if (!isWholeEntry(value)) return [];
  const [issue] = entry.error.issues;
  throw invalidJournal(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** Whether the line is a header or an undo. Such a line must be valid in every field, or the journal is refused. */
const isWholeEntry = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('undo' in value || ('type' in value && value.type === 'run'));

const invalidJournal = (path: string, why: string): AppError =>
  new AppError('config', `The journal ${path} is not valid: ${why}.`, {
    hint: 'Nothing was changed. If the file does not belong to one of your recordings, remove it.',
  });

function jsonOf(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    return undefined;
  }
}
