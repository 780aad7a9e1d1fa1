import { AppError } from '@shared/model/app-error';
import { readableName } from '@shared/model/file-name';
import { oneLine } from '@shared/model/plain-text';

const LONGEST_SHOWN = 160;
/** The end of a long path is more useful, since it contains the file's name. */
const SHOWN_BEGIN = 50;
const SHOWN_END = LONGEST_SHOWN - SHOWN_BEGIN;

/** Quotes an untrusted name for a message: removes control characters and shortens a long name in the middle. */
export function shownName(name: string): string {
  const clean = oneLine(readableName(name));
  const isLong = clean.length > LONGEST_SHOWN;
  return `“${isLong ? `${clean.slice(0, SHOWN_BEGIN)}…${clean.slice(-SHOWN_END)}` : clean}”`;
}

/** An entry of the archive or folder that prevents the import. @param why predicate of the message: `is encrypted.` */
export const refusedEntry = (name: string, why: string, hint: string, cause?: unknown): AppError =>
  new AppError('config', `The entry ${shownName(name)} ${why}`, { hint, cause });

/** The archive cannot be read completely. */
export const brokenArchive = (path: string, why: string, detail?: string, cause?: unknown): AppError =>
  new AppError('config', `${shownName(path)} cannot be read, because ${why}`, {
    hint: 'The file may be incomplete. Compare its size with the original, or copy it again. Nothing was imported.',
    detail,
    cause,
  });
