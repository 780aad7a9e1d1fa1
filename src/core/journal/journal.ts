import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { AppError, type ErrorData, errorDataSchema } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { makeRunId, runIdSchema } from '@shared/model/run-id';
import { plainPathSchema, type UndoAction, undoActionSchema } from '@shared/planning/step';
import { z } from 'zod';
import { folderError } from '../files/folder-error';
import { readOwnFile } from '../files/own-file';
import { ownIdentity, type ProcessIdentity, processIdentitySchema } from '../process/identity';
import { refuseMoving } from './moving-flag';

const JOURNAL_DIR = '.journal';

/** A run has some dozen steps; what is larger is no journal of ours. */
const MOST_BYTES = 4 * 1024 * 1024;

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
  /** Why an undo failed: the watchdog has nobody to report it to. */
  z.object({ type: z.literal('failed'), at: z.iso.datetime(), stepId: stepIdSchema, error: errorDataSchema }),
]);
type Entry = z.infer<typeof entrySchema>;

export interface JournaledUndo {
  stepId: string;
  undo: UndoAction;
}

/** What a journal says to whoever has to clean up after its run. */
export interface JournalContent {
  path: string;
  runId: string;
  owner: ProcessIdentity;
  runtimeDir: string;
  /** In the order in which the steps began: take them back from the end. */
  undos: JournaledUndo[];
  /** Why undos failed before, oldest first. */
  failures: { stepId: string; error: ErrorData }[];
}

/**
 * A run's promise to clean up, on disk before anything is done. Written synchronously: a step begins after its undo
 * stands here. The header is forced to the disk, for a power cut; it alone is enough to find what carries the run's id.
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

  /** To be called before the step begins. @throws AppError as folderError says: what is not promised is not done */
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

  /** To be called when every undo was tried: the journal goes, unless some failed; then it says why. */
  end(failed: readonly { stepId: string; error: AppError }[]): void {
    if (failed.length === 0) this.close();
    for (const { stepId, error } of failed) noteFailure(this.#path, stepId, error);
  }

  /** Nothing is left to undo. @throws AppError as folderError says, when the journal cannot be removed */
  close(): void {
    try {
      rmSync(this.#path, { force: true });
    } catch (error) {
      throw folderError(error, this.#path);
    }
  }
}

/**
 * A promise outside of any run, in a journal of its own.
 * @returns to be called when there is nothing left to take back
 */
export function promised(libraryDir: string, runtimeDir: string, undo: UndoAction): () => void {
  const runId = makeRunId(new Date(), randomBytes(3).readUIntBE(0, 3));
  const journal = Journal.open(libraryDir, { runId, owner: ownIdentity(), runtimeDir });
  journal.promise(undo.kind, undo);
  return () => journal.close();
}

/**
 * Writes down why something could not be taken back, where what is still to be done stands. Never throws, for it only
 * helps, and makes no journal anew that somebody else has settled meanwhile.
 */
export function noteFailure(journalPath: string, stepId: string, error: AppError): void {
  const entry: Entry = { type: 'failed', at: new Date().toISOString(), stepId, error: error.toData() };
  try {
    const file = openSync(journalPath, constants.O_WRONLY | constants.O_APPEND);
    // On a line of its own: the accident may have cut the last one just before its end.
    writeSync(file, `\n${JSON.stringify(entry)}\n`);
    closeSync(file);
  } catch {
    // settled by another, a full disk, or the library is gone
  }
}

/** Every journal in a library: each is a run that goes on, or one that ended by accident. Unreadable ones are named. */
export function readJournals(libraryDir: string): { journals: JournalContent[]; unreadable: string[] } {
  const folder = join(libraryDir, JOURNAL_DIR);
  const journals: JournalContent[] = [];
  const unreadable: string[] = [];
  for (const name of journalNames(folder)) {
    const path = join(folder, name);
    try {
      journals.push(readJournal(path));
    } catch {
      unreadable.push(path); // readJournal tells why
    }
  }
  return { journals, unreadable };
}

function journalNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  } catch {
    return []; // no run was ever made here
  }
}

/**
 * Reads one journal. A library may come from elsewhere, so what a journal says is data from outside: what has a meaning
 * beyond this file is checked by its reader (runs/cleanup/validate-journal.ts).
 * @throws AppError `denied` unless it is the user's own file, `config` when it is no journal; `missing`
 */
export function readJournal(path: string): JournalContent {
  const entries = readOwnFile(path, MOST_BYTES)
    .split('\n')
    .flatMap((line) => parseLine(line, path));
  const [header, second] = entries.filter((entry) => entry.type === 'run');
  if (!header || second) throw notAJournal(path, header ? 'it names two runs' : 'it does not say whose it is');
  if (basename(path) !== `${header.runId}.jsonl`) throw notAJournal(path, `it is of another run, ${header.runId}`);
  return {
    path,
    runId: header.runId,
    owner: header.owner,
    runtimeDir: header.runtimeDir,
    undos: entries.filter((entry) => entry.type === 'undo'),
    failures: entries.filter((entry) => entry.type === 'failed'),
  };
}

/** The accident may have cut a line, which then holds no whole entry: the lines before it count. */
function parseLine(line: string, path: string): Entry[] {
  const value = jsonOf(line);
  const entry = entrySchema.safeParse(value);
  if (entry.success) return [entry.data];
  if (!isWholeEntry(value)) return [];
  const [issue] = entry.error.issues;
  throw notAJournal(path, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

/** What was meant to be obeyed: it must be understood to its last field, or the journal is refused. */
const isWholeEntry = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('undo' in value || ('type' in value && value.type === 'run'));

const notAJournal = (path: string, why: string): AppError =>
  new AppError('config', `The journal ${path} is not valid: ${why}.`, {
    hint: 'Nothing was touched. If no recording of yours is meant, remove the file.',
  });

function jsonOf(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    return undefined;
  }
}
