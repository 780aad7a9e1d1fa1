import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { parseOrThrow } from '@shared/model/parse';
import { MIB } from '@shared/model/units';
import { plainPathSchema } from '@shared/planning/step';
import { z } from 'zod';
import { noConfigAccess } from '../../files/config-access';
import { readOwnFile } from '../../files/own-file';
import { isPartialName } from '../../journal/partial';
import { processIdentitySchema } from '../../process/identity';
import { writeJsonFile } from '../../settings/json-file';

const partialPath = plainPathSchema.refine(
  (path) => isPartialName(path.split('/').at(-1) ?? ''),
  'must be the name of an incomplete file',
);

/**
 * A note about a library that is being moved. It is stored beside the settings, since a file in the library would move with
 * it. Written before anything is created.
 */
const fieldsSchema = z.object({
  schema: z.literal(1),
  owner: processIdentitySchema,
  /**
   * `copying`: the library is at its old path and the copy may be incomplete; after a crash, the copy is removed.
   * `committed`: the copy is complete and verified, or not needed; after a crash, the move is finished.
   */
  phase: z.enum(['copying', 'committed']),
  from: plainPathSchema,
  to: plainPathSchema,
  /** Temporary paths of the copy, beside `to`, and of the old library before its deletion, beside `from`; null for a rename. */
  copy: z.object({ partial: partialPath, old: partialPath }).nullable(),
  /** Parent folders of `to` that were created for the move, deepest first. */
  made: z.array(plainPathSchema).max(100),
  /** Whether the settings contain the library's path. */
  setting: z.boolean(),
});
const isAbove = (folder: string, path: string): boolean => path.startsWith(folder === '/' ? folder : `${folder}/`);

/** A move only creates paths beside the library's old path, or above the new one. */
const moveNoteSchema = fieldsSchema.refine(
  ({ from, to, copy, made }) =>
    from !== to &&
    (copy === null || (isAbove(dirname(copy.partial), to) && dirname(copy.old) === dirname(from))) &&
    made.every((folder) => isAbove(folder, to)),
  'contains paths that a move of a library never creates',
);
export type MoveNote = z.infer<typeof moveNoteSchema>;

const NOTE = 'library-move.json';
const MOST_BYTES = MIB;
const noteOf = (configDir: string): string => join(configDir, NOTE);

/** @throws AppError `denied` or `command` when the note cannot be written; the move must not continue then */
export const writeMoveNote = (configDir: string, note: MoveNote): void => writeJsonFile(noteOf(configDir), note);

/**
 * Undefined when no library is being moved.
 * @throws AppError `config` for an invalid note, `denied` when it cannot be read or is not the user's own file
 */
export function readMoveNote(configDir: string): MoveNote | undefined {
  const path = noteOf(configDir);
  try {
    return parseOrThrow(moveNoteSchema, parseJson(readOwnFile(path, MOST_BYTES)), NOTE);
  } catch (error) {
    if (error instanceof AppError && error.code === 'missing') return undefined;
    if (error instanceof AppError && error.code === 'denied') throw error;
    if (['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw noConfigAccess(path, error);
    throw new AppError(
      'config',
      `The note ${path} about the move of a library is not valid. ${(error as Error).message}`,
      {
        hint: 'Nothing was changed. If you are not moving a library, remove the file.',
        cause: error,
      },
    );
  }
}

export const removeMoveNote = (configDir: string): void => rmSync(noteOf(configDir), { force: true });
