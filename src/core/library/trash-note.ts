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

/** The id that a file of the trash is the note of; undefined for what is no note. */
export function notedId(name: string): string | undefined {
  const id = NOTE.exec(name)?.[1];
  return runIdSchema.safeParse(id).data;
}

/**
 * Notes beside a trace of the trash when it was deleted, before it gets there. On a full disk there is no room even for
 * that, and deleting is what is needed then: the folder's own time stands in.
 * @throws AppError as folderError says, a full disk apart
 */
export async function writeNote(trashDir: string, id: string, deletedAt: Date): Promise<void> {
  const note = { schema: 1, deletedAt: deletedAt.toISOString() };
  await writeWhole(noteOf(trashDir, id), `${JSON.stringify(note)}\n`).catch((error: unknown) => {
    const { code } = (error as AppError).cause as NodeJS.ErrnoException;
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw error;
  });
}

/** When a trace was deleted: by its note; without one, when its folder was moved last (ctime, rename(2) sets it). */
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
