import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseOrThrow } from '@shared/model/parse';
import { z } from 'zod';
import { isPartialName } from '../../journal/partial';
import { processIdentitySchema } from '../../process/identity';
import { readJsonFile, writeJsonFile } from '../../settings/json-file';

const partialPath = z
  .string()
  .refine((path) => isPartialName(path.split('/').at(-1) ?? ''), 'the name of something half made');

/**
 * A library that is on its way. It stands beside the settings, not in the library: a journal inside would move along, and
 * whoever opens the one place or the other has to find it. Written before anything is made.
 */
const moveNoteSchema = z.object({
  schema: z.literal(1),
  owner: processIdentitySchema,
  /**
   * `copying`: the library is where it was, and the copy is half: after an accident the copy goes. `committed`: the copy
   * is whole and proved, or none is needed: after an accident the move is finished.
   */
  phase: z.enum(['copying', 'committed']),
  from: z.string(),
  to: z.string(),
  /** The copy, beside `to`, and what the old library is called on its way off the disk, beside `from`; null: one rename does. */
  copy: z.object({ partial: partialPath, old: partialPath }).nullable(),
  /** Folders above `to` that were made for it, deepest first. */
  made: z.array(z.string()),
  /** Whether the settings say where the library is. */
  setting: z.boolean(),
});
export type MoveNote = z.infer<typeof moveNoteSchema>;

const NOTE = 'library-move.json';
const noteOf = (configDir: string): string => join(configDir, NOTE);

/** @throws AppError `denied` or `command` when the disk refuses: what is not noted is not done */
export const writeMoveNote = (configDir: string, note: MoveNote): void => writeJsonFile(noteOf(configDir), note);

/** Undefined when no library is on its way. @throws AppError `config` for a note that cannot be understood */
export function readMoveNote(configDir: string): MoveNote | undefined {
  const value = readJsonFile(noteOf(configDir));
  return value === undefined ? undefined : parseOrThrow(moveNoteSchema, value, NOTE);
}

export const removeMoveNote = (configDir: string): void => rmSync(noteOf(configDir), { force: true });
