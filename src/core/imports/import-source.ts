import { realpath, stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { shownName } from '../archive/archive-error';
import { foreignError, noRegular } from '../archive/foreign-error';
import type { TraceLibrary } from '../library/trace-library';

/** What a path leads to that the user named. */
export interface ImportSource {
  /** Absolute, links resolved. */
  from: string;
  isFolder: boolean;
  /** Its own size. */
  sizeBytes: number;
}

/** @throws AppError `missing`, `denied`, `config` for what is neither a folder nor a file */
export async function importSource(path: string): Promise<ImportSource> {
  try {
    const from = await realpath(path);
    const facts = await stat(from);
    if (!facts.isDirectory() && !facts.isFile()) throw noRegular(path);
    return { from, isFolder: facts.isDirectory(), sizeBytes: facts.size };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw foreignError(error, path);
    throw new AppError('missing', `There is no ${shownName(path)} (${code}).`, {
      hint: 'Give the path of a folder or an archive that you may read.',
      cause: error,
    });
  }
}

/** @throws AppError `config` for a folder that holds the library, or lies in it */
export async function refuseOwn(library: TraceLibrary, from: string): Promise<void> {
  const own = await realpath(library.dir);
  if (`${own}${sep}`.startsWith(`${from === sep ? '' : from}${sep}`) || from.startsWith(`${own}${sep}`))
    throw new AppError('config', `${shownName(from)} holds this library, or lies in it.`, {
      hint: 'Choose the folder of a trace elsewhere; what is in the library already needs no import.',
    });
}

const ARCHIVE_ENDINGS = /\.(?:zip|tgz|tzst|txz|tar(?:\.(?:gz|zst|xz))?)$/i;
export const titleOfPath = (path: string): string => basename(path).replace(ARCHIVE_ENDINGS, '');
