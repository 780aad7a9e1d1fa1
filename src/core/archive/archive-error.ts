import { AppError } from '@shared/model/app-error';
import { readableName } from '@shared/model/file-name';
import { oneLine } from '@shared/model/plain-text';

const LONGEST_SHOWN = 160;
/** Of a longer one the end tells more: that is the file. */
const SHOWN_BEGIN = 50;
const SHOWN_END = LONGEST_SHOWN - SHOWN_BEGIN;

/** A name out of an archive or a foreign folder, for a message: nothing in it is obeyed, and it is not too long. */
export function shownName(name: string): string {
  const clean = oneLine(readableName(name));
  const isLong = clean.length > LONGEST_SHOWN;
  return `“${isLong ? `${clean.slice(0, SHOWN_BEGIN)}…${clean.slice(-SHOWN_END)}` : clean}”`;
}

/** What is in the archive or folder keeps it from being brought in. */
export const refusedEntry = (name: string, why: string, hint: string, cause?: unknown): AppError =>
  new AppError('config', `The entry ${shownName(name)} ${why}`, { hint, cause });

/** The archive itself cannot be read to its end. */
export const brokenArchive = (path: string, why: string, detail?: string, cause?: unknown): AppError =>
  new AppError('config', `${shownName(path)} cannot be read: ${why}`, {
    hint: 'It may have been cut off on its way here: compare its size, or fetch it again. Nothing was brought in.',
    detail,
    cause,
  });
