import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { type AppError, errorDataSchema } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { makeRunId, runIdSchema } from '@shared/model/run-id';
import { type UndoAction, undoActionSchema } from '@shared/planning/step';
import { z } from 'zod';
import { folderError } from '../files/folder-error';
import { ownIdentity, type ProcessIdentity, processIdentitySchema } from '../process/identity';
import { refuseMoving } from './moving-flag';

const JOURNAL_DIR = '.journal';

const headerSchema = z.object({
  type: z.literal('run'),
  runId: runIdSchema,
  owner: processIdentitySchema,
  /** The owner's runtime folder: removed with the last undo. */
  runtimeDir: z.string(),
});
const entrySchema = z.discriminatedUnion('type', [
  headerSchema,
  z.object({ type: z.literal('undo'), stepId: z.string(), undo: undoActionSchema }),
  /** What could not be taken back, for whoever looks into it: the watchdog has nobody to tell. */
  z.object({ type: z.literal('failed'), at: z.iso.datetime(), stepId: z.string(), error: errorDataSchema }),
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

  /** Nothing is left to take back. */
  close(): void {
    rmSync(this.#path, { force: true });
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
    const content = readJournal(path);
    if (content) journals.push(content);
    else unreadable.push(path);
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

/** The last line may be cut by the accident: the lines before it count. */
function readJournal(path: string): JournalContent | undefined {
  const entries = textOf(path).split('\n').flatMap(parseLine);
  const header = entries.find((entry) => entry.type === 'run');
  if (!header) return undefined;
  return {
    path,
    runId: header.runId,
    owner: header.owner,
    runtimeDir: header.runtimeDir,
    undos: entries.filter((entry) => entry.type === 'undo'),
  };
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // no header in it: named as unreadable
  }
}

function parseLine(line: string): Entry[] {
  try {
    const entry = entrySchema.safeParse(parseJson(line));
    return entry.success ? [entry.data] : [];
  } catch {
    return [];
  }
}
