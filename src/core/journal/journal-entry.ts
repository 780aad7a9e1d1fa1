import { type AppError, errorDataSchema } from '@shared/model/app-error';
import { runIdSchema } from '@shared/model/run-id';
import { type Warning, warningSchema } from '@shared/model/trace-record';
import { plainPathSchema, type Step, type UndoAction, undoActionSchema } from '@shared/planning/step';
import { z } from 'zod';
import { processIdentitySchema } from '../process/identity';

/** The folder of the journals in a library. */
export const JOURNAL_DIR = '.journal';

export const LONGEST_TITLE_CHARS = 500;

const stepIdSchema = z.string().min(1).max(100);
/** Absent in journals of version 0.1. */
const titleSchema = z.string().max(LONGEST_TITLE_CHARS).optional();
const headerSchema = z.object({
  type: z.literal('run'),
  runId: runIdSchema,
  owner: processIdentitySchema,
  /** User id of the owner; absent in journals of version 0.1. */
  uid: z.number().int().nonnegative().optional(),
  /** The owner's runtime folder: removed with the last undo. */
  runtimeDir: plainPathSchema,
});
export const entrySchema = z.discriminatedUnion('type', [
  headerSchema,
  z.object({ type: z.literal('undo'), stepId: stepIdSchema, title: titleSchema, undo: undoActionSchema }),
  /** The program to be recorded was started. */
  z.object({ type: z.literal('began') }),
  /** A warning during the recording, for the record of a trace that the run cannot finish itself. */
  z.object({ type: z.literal('warned'), warning: warningSchema }),
  /** The error of an undo, stored because the watchdog has no user interface. */
  z.object({
    type: z.literal('failed'),
    at: z.iso.datetime(),
    stepId: stepIdSchema,
    title: titleSchema,
    error: errorDataSchema,
  }),
]);
export type JournalHeader = Omit<z.infer<typeof headerSchema>, 'type' | 'uid'>;
export type Entry = z.infer<typeof entrySchema>;

/** What a run has noted for the record of its trace, in case it cannot finish the trace itself. */
export interface RunNotes {
  /** Whether the program to be recorded was started. */
  programBegan: boolean;
  /** The warnings so far, oldest first. */
  warnings: readonly Warning[];
}

/** The step that an undo belongs to. Messages name the title. */
export type UndoneStep = Pick<Step, 'id' | 'title'>;

export interface JournaledUndo {
  step: UndoneStep;
  undo: UndoAction;
}

/** An undo that failed. */
export interface UndoFailure {
  step: UndoneStep;
  error: AppError;
}
