import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { parseOrThrow } from '@shared/model/parse';
import { MIB } from '@shared/model/units';
import { plainPathSchema } from '@shared/planning/step';
import { z } from 'zod';
import { readOwnFile } from '../../files/own-file';
import { isPartialName } from '../../journal/partial';
import { processIdentitySchema } from '../../process/identity';
import { writeJsonFile } from '../../settings/json-file';

const partialPath = plainPathSchema.refine(
  (path) => isPartialName(path.split('/').at(-1) ?? ''),
  'the name of something half made',
);

/**
 * A library that is on its way. It stands beside the settings, not in the library: a journal inside would move along, and
 * whoever opens the one place or the other has to find it. Written before anything is made.
 */
const fieldsSchema = z.object({
  schema: z.literal(1),
  owner: processIdentitySchema,
  /**
   * `copying`: the library is where it was, and the copy is half: after an accident the copy goes. `committed`: the copy
   * is whole and proved, or none is needed: after an accident the move is finished.
   */
  phase: z.enum(['copying', 'committed']),
  from: plainPathSchema,
  to: plainPathSchema,
  /** The copy, beside `to`, and what the old library is called on its way off the disk, beside `from`; null: one rename does. */
  copy: z.object({ partial: partialPath, old: partialPath }).nullable(),
  /** Folders above `to` that were made for it, deepest first. */
  made: z.array(plainPathSchema).max(100),
  /** Whether the settings say where the library is. */
  setting: z.boolean(),
});
const isAbove = (folder: string, path: string): boolean => path.startsWith(folder === '/' ? folder : `${folder}/`);

/** What a move makes lies beside the library's old place, or above the new one. */
const moveNoteSchema = fieldsSchema.refine(
  ({ from, to, copy, made }) =>
    from !== to &&
    (copy === null || (isAbove(dirname(copy.partial), to) && dirname(copy.old) === dirname(from))) &&
    made.every((folder) => isAbove(folder, to)),
  'names paths that no move of a library makes',
);
export type MoveNote = z.infer<typeof moveNoteSchema>;

const NOTE = 'library-move.json';
const MOST_BYTES = MIB;
const noteOf = (configDir: string): string => join(configDir, NOTE);

/** @throws AppError `denied` or `command` when the disk refuses: what is not noted is not done */
export const writeMoveNote = (configDir: string, note: MoveNote): void => writeJsonFile(noteOf(configDir), note);

/**
 * Undefined when no library is on its way.
 * @throws AppError `config` for a note that is not valid, `denied` for one that is not the user's own file
 */
export function readMoveNote(configDir: string): MoveNote | undefined {
  const path = noteOf(configDir);
  try {
    return parseOrThrow(moveNoteSchema, parseJson(readOwnFile(path, MOST_BYTES)), NOTE);
  } catch (error) {
    if (error instanceof AppError && error.code === 'missing') return undefined;
    if (error instanceof AppError && error.code === 'denied') throw error;
    throw new AppError('config', `The note ${path} of a library on its way is refused: ${(error as Error).message}`, {
      hint: 'Nothing was touched. If no library of yours is on its way, remove the file.',
      cause: error,
    });
  }
}

export const removeMoveNote = (configDir: string): void => rmSync(noteOf(configDir), { force: true });
