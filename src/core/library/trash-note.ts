import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { runIdSchema } from '@shared/model/run-id';
import { z } from 'zod';
import { readJson, writeWhole } from './trace-folder';

const noteSchema = z.object({ schema: z.literal(1), deletedAt: z.iso.datetime() });

const NOTE = /^(.+)\.json$/;
const noteOf = (trashDir: string, id: string): string => join(trashDir, `${id}.json`);

/** The trace id of a note in the trash; undefined when the file is not a note. */
export function notedId(name: string): string | undefined {
  const id = NOTE.exec(name)?.[1];
  return runIdSchema.safeParse(id).data;
}

/**
 * Records the time of deletion before a trace is moved to the trash. Ignores a full disk, since deleting must work then; the
 * folder's change time is used instead.
 * @throws AppError as folderError does, except for a full disk
 */
export async function writeNote(trashDir: string, id: string, deletedAt: Date): Promise<void> {
  const note = { schema: 1, deletedAt: deletedAt.toISOString() };
  await writeWhole(noteOf(trashDir, id), `${JSON.stringify(note)}\n`).catch((error: unknown) => {
    const { code } = (error as AppError).cause as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
  });
}

/** The time of deletion from the note, or else the folder's ctime, which rename(2) sets. */
export async function deletedAtOf(trashDir: string, id: string): Promise<Date> {
  try {
    const note = parseOrThrow(noteSchema, await readJson(noteOf(trashDir, id)), 'The note');
    return new Date(note.deletedAt);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return (await stat(join(trashDir, id))).ctime;
  }
}

export const removeNote = (trashDir: string, id: string): Promise<void> => rm(noteOf(trashDir, id), { force: true });
