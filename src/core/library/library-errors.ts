import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import { runIdSchema } from '@shared/model/run-id';
import { folderError } from '../files/folder-error';
import { RECORD_FILE } from './trace-folder';

/** Converts an error of the library's folder. EEXIST: a file has its path; ENOTDIR: a file has the path of a parent. */
export function libraryError(error: unknown, dir: string): AppError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== 'EEXIST' && code !== 'ENOTDIR') return folderError(error, dir);
  return new AppError(
    'config',
    `The library ${dir} is not a folder, because a file has the path of the library or of one of its parent folders.`,
    {
      hint: 'Use another library with --library or CONTAINERS_TRACE_LIBRARY.',
      cause: error,
    },
  );
}

/** The error for a trace whose record is invalid or missing. Its folder is kept, since its data may still be useful. */
export function brokenRecord(id: string, path: string, cause: AppError): AppError {
  const why = existsSync(join(path, RECORD_FILE)) ? cause.message : `its ${RECORD_FILE} is missing.`;
  return new AppError('config', `The trace ${id} cannot be used: ${why}`, {
    hint: `The folder ${path} was not changed. Fix ${RECORD_FILE} in it, or delete the folder.`,
    cause,
  });
}

/** Validates an id before it becomes part of a path. @throws AppError `config` */
export function checkedId(id: string): string {
  if (!runIdSchema.safeParse(id).success)
    throw new AppError('config', `${JSON.stringify(oneLine(id).slice(0, 80))} is not the id of a trace.`, {
      hint: '`list` shows the ids.',
    });
  return id;
}

export const noSuchTrace = (id: string, dir: string, cause?: unknown): AppError =>
  new AppError('missing', `There is no trace ${id} in ${dir}.`, { hint: '`list` shows the traces.', cause });
