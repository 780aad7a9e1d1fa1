import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import { runIdSchema } from '@shared/model/run-id';
import { folderError } from '../files/folder-error';
import { RECORD_FILE } from './trace-folder';

/** mkdir(2) says EEXIST for a file of that name, ENOTDIR for a file on the way there. */
export function libraryError(error: unknown, dir: string): AppError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== 'EEXIST' && code !== 'ENOTDIR') return folderError(error, dir);
  return new AppError(
    'config',
    `The library ${dir} is not a folder: a file of that name, or on the way there, is in its place.`,
    {
      hint: 'Choose another library with --library.',
      cause: error,
    },
  );
}

/** A folder that holds a broken record, or none, is kept: what it holds may be worth more than its record. */
export function brokenRecord(id: string, path: string, cause: AppError): AppError {
  const why = existsSync(join(path, RECORD_FILE)) ? cause.message : `its ${RECORD_FILE} is missing.`;
  return new AppError('config', `The trace ${id} cannot be used: ${why}`, {
    hint: `Its folder is kept as it is: ${path}. Mend its trace.json, or take the folder away by hand.`,
    cause,
  });
}

/** @throws AppError `config`: an id becomes a path, so nothing but an id gets that far */
export function checkedId(id: string): string {
  if (!runIdSchema.safeParse(id).success)
    throw new AppError('config', `${JSON.stringify(oneLine(id).slice(0, 80))} is not the id of a trace.`, {
      hint: '`list` shows the ids.',
    });
  return id;
}

export const noSuchTrace = (id: string, dir: string, cause?: unknown): AppError =>
  new AppError('missing', `There is no trace ${id} in ${dir}.`, { hint: '`list` shows what is there.', cause });
