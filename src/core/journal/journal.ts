import { randomBytes } from 'node:crypto';
import { appendFileSync, closeSync, constants, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError, type ErrorData, errorDataSchema } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { makeRunId, runIdSchema } from '@shared/model/run-id';
import { MIB } from '@shared/model/units';
import { plainPathSchema, type UndoAction, undoActionSchema } from '@shared/planning/step';
import { z } from 'zod';
import { folderError } from '../files/folder-error';
import { namesIn } from '../files/optional-files';
import { readOwnFile } from '../files/own-file';
import { ownIdentity, type ProcessIdentity, processIdentitySchema } from '../process/identity';
import { refuseMoving } from './moving-flag';

const JOURNAL_DIR = '.journal';

/** A run has a few dozen steps, so a larger file is not a journal. */
const MOST_BYTES = 4 * MIB;

const stepIdSchema = z.string().min(1).max(100);
const headerSchema = z.object({
  type: z.literal('run'),
  runId: runIdSchema,
  owner: processIdentitySchema,
  /** The owner's runtime folder: removed with the last undo. */
  runtimeDir: plainPathSchema,
});
const entrySchema = z.discriminatedUnion('type', [
  headerSchema,
  z.object({ type: z.literal('undo'), stepId: stepIdSchema, undo: undoActionSchema }),
  /** The error of an undo, stored because the watchdog has no user interface. */
  z.object({ type: z.literal('failed'), at: z.iso.datetime(), stepId: stepIdSchema, error: errorDataSchema }),
]);
type Entry = z.infer<typeof entrySchema>;

export interface JournaledUndo {
  stepId: string;
  undo: UndoAction;
}

/** The content of a journal, for the cleanup of its run. */
export interface JournalContent {
  path: string;
  runId: string;
  owner: ProcessIdentity;
  runtimeDir: string;
  /** In the order in which the steps began; undo them in reverse order. */
  undos: JournaledUndo[];
  /** Errors of earlier undo attempts, oldest first. */
  failures: { stepId: string; error: ErrorData }[];
}

/**
 * The undo log of a run, on disk before the run changes anything. Written synchronously: each undo is recorded before its
 * step begins. Only the header is flushed to the disk; after a power failure, the run's id in it is enough to find
 * everything that carries the id.
 */
export class Journal {
  readonly undos: JournaledUndo[] = [];
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** @throws AppError `config` while the library is being moved; the system's error */
  static open(libraryDir: string, header: Omit<z.infer<typeof headerSchema>, 'type'>): Journal {
    mkdirSync(join(libraryDir, JOURNAL_DIR), { recursive: true, mode: 0o700 });
    const path = join(libraryDir, JOURNAL_DIR, `${header.runId}.jsonl`);
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `${JSON.stringify({ type: 'run', ...header })}\n`);
    fsyncSync(file);
    closeSync(file);
    const journal = new Journal(path);
    try {
      refuseMoving(libraryDir);
    } catch (error) {
      journal.close();
      throw error;
    }
    return journal;
  }

  /** Records the undo of a step. Call it before the step begins. @throws AppError as folderError does; the step must not begin then */
  promise(stepId: string, undo: UndoAction): void {
    try {
      this.#append({ type: 'undo', stepId, undo });
    } catch (error) {
      throw folderError(error, this.#path);
    }
    this.undos.push({ stepId, undo });
  }

  #append(entry: Entry): void {
    appendFileSync(this.#path, `${JSON.stringify(entry)}\n`);
  }

  /** Ends the journal after all undos were attempted: deletes it, or records the failed undos. */
  end(failed: readonly { stepId: string; error: AppError }[]): void {
    if (failed.length === 0) this.close();
    for (const { stepId, error } of failed) noteFailure(this.#path, stepId, error);
  }

  /** Deletes the journal; call it when nothing is left to undo. @throws AppError as folderError does, when it cannot be removed */
  close(): void {
    try {
      rmSync(this.#path, { force: true });
    } catch (error) {
      throw folderError(error, this.#path);
    }
  }
}

/**
 * Records an undo outside of a run, in a separate journal.
 * @returns a function that deletes the journal; call it when nothing is left to undo
 */
export function promised(libraryDir: string, runtimeDir: string, undo: UndoAction): () => void {
  const runId = makeRunId(new Date(), randomBytes(3).readUIntBE(0, 3));
  const journal = Journal.open(libraryDir, { runId, owner: ownIdentity(), runtimeDir });
  journal.promise(undo.kind, undo);
  return () => journal.close();
}

/**
 * Records the error of an undo in the journal. Never throws, since the record is only informative. Does not recreate a
 * journal that another process has finished meanwhile.
 */
export function noteFailure(journalPath: string, stepId: string, error: AppError): void {
  const entry: Entry = { type: 'failed', at: new Date().toISOString(), stepId, error: error.toData() };
  try {
    const file = openSync(journalPath, constants.O_WRONLY | constants.O_APPEND);
    // Start a new line: the last one may be incomplete after a crash.
    writeSync(file, `\n${JSON.stringify(entry)}\n`);
    closeSync(file);
  } catch {
    // finished by another process, the disk is full, or the library is gone
  }
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
    runtimeDir: header.runtimeDir,
    undos: entries.filter((entry) => entry.type === 'undo'),
    failures: entries.filter((entry) => entry.type === 'failed'),
  };
}

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
