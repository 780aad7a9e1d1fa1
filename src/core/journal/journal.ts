import { randomBytes } from 'node:crypto';
import { appendFileSync, closeSync, constants, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { AppError, ErrorData } from '@shared/model/app-error';
import { makeRunId } from '@shared/model/run-id';
import type { Warning } from '@shared/model/trace-record';
import type { UndoAction } from '@shared/planning/step';
import { folderError } from '../files/folder-error';
import { ownIdentity } from '../process/identity';
import {
  type Entry,
  JOURNAL_DIR,
  type JournaledUndo,
  type JournalHeader,
  LONGEST_TITLE_CHARS,
  type RunNotes,
  type UndoFailure,
  type UndoneStep,
} from './journal-entry';
import { refuseMoving } from './moving-flag';

/** Bounds a chain of causes, which could be circular. */
const MOST_CAUSES = 5;

/**
 * The undo log of a run, on disk before the run changes anything. Written synchronously: each undo is recorded before its
 * step begins. Only the header is flushed to the disk; after a power failure, the run's id in it is enough to find
 * everything that carries the id.
 */
export class Journal {
  readonly undos: JournaledUndo[] = [];
  #notes: RunNotes = { programBegan: false, warnings: [] };
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** @throws AppError `config` while the library is being moved; the system's error */
  static open(libraryDir: string, header: JournalHeader): Journal {
    mkdirSync(join(libraryDir, JOURNAL_DIR), { recursive: true, mode: 0o700 });
    const path = join(libraryDir, JOURNAL_DIR, `${header.runId}.jsonl`);
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `${JSON.stringify({ type: 'run', ...header, uid: process.getuid?.() })}\n`);
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
  promise({ id, title }: UndoneStep, undo: UndoAction): void {
    try {
      this.#append({ type: 'undo', stepId: id, title: title.slice(0, LONGEST_TITLE_CHARS), undo });
    } catch (error) {
      throw folderError(error, this.#path);
    }
    this.undos.push({ step: { id, title }, undo });
  }

  get notes(): RunNotes {
    return this.#notes;
  }

  /** Notes that the program to be recorded was started. Never throws: the note is only informative. */
  noteProgram(): void {
    if (this.#notes.programBegan) return;
    this.#notes = { ...this.#notes, programBegan: true };
    appendIfOpen(this.#path, { type: 'began' });
  }

  /** The program could not be executed. Concerns only this process, which is still there to clean up. */
  retractProgram(): void {
    this.#notes = { ...this.#notes, programBegan: false };
  }

  /** Notes a warning of the recording. Never throws: the note is only informative. */
  noteWarning(warning: Warning): void {
    this.#notes = { ...this.#notes, warnings: [...this.#notes.warnings, warning] };
    appendIfOpen(this.#path, { type: 'warned', warning });
  }

  #append(entry: Entry): void {
    appendFileSync(this.#path, `${JSON.stringify(entry)}\n`);
  }

  /** Ends the journal after all undos were attempted: deletes it, or records the failed undos. */
  end(failed: readonly UndoFailure[]): void {
    if (failed.length === 0) this.close();
    for (const failure of failed) noteFailure(this.#path, failure);
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
 * @param title the work that the undo belongs to, for messages
 * @returns a function that deletes the journal; call it when nothing is left to undo
 */
export function promised(libraryDir: string, runtimeDir: string, title: string, undo: UndoAction): () => void {
  const runId = makeRunId(new Date(), randomBytes(3).readUIntBE(0, 3));
  const journal = Journal.open(libraryDir, { runId, owner: ownIdentity(), runtimeDir });
  journal.promise({ id: undo.kind, title }, undo);
  return () => journal.close();
}

/** Records the error of an undo in the journal. Never throws, since the record is only informative. */
export const noteFailure = (journalPath: string, { step, error }: UndoFailure): void =>
  appendIfOpen(journalPath, {
    type: 'failed',
    at: new Date().toISOString(),
    stepId: step.id,
    title: step.title.slice(0, LONGEST_TITLE_CHARS),
    error: withCauses(error),
  });

/** Appends an informative entry. Does not recreate a journal that another process has finished meanwhile. */
function appendIfOpen(journalPath: string, entry: Entry): void {
  try {
    const file = openSync(journalPath, constants.O_WRONLY | constants.O_APPEND);
    // Start a new line: the last one may be incomplete after a crash.
    writeSync(file, `\n${JSON.stringify(entry)}\n`);
    closeSync(file);
  } catch {
    // finished by another process, the disk is full, or the library is gone
  }
}

/** The error as data, with the messages of its causes in the detail. */
function withCauses(error: AppError): ErrorData {
  const data = error.toData();
  const causes: string[] = [];
  for (let cause = error.cause; cause instanceof Error && causes.length < MOST_CAUSES; cause = cause.cause)
    causes.push(`Caused by: ${cause.message}`);
  return causes.length === 0 ? data : { ...data, detail: [data.detail, ...causes].filter(Boolean).join('\n') };
}
