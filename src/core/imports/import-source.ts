import { realpath, stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { decodeName, readableName } from '@shared/model/file-name';
import { shownName } from '../archive/archive-error';
import { foreignError, notRegularFile } from '../archive/foreign-error';
import { onDisk } from '../files/file-names';
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
    const from = decodeName(await realpath(onDisk(path), { encoding: 'buffer' }));
    const facts = await stat(onDisk(from));
    if (!facts.isDirectory() && !facts.isFile()) throw notRegularFile(path);
    return { from, isFolder: facts.isDirectory(), sizeBytes: facts.size };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw foreignError(error, path);
    throw new AppError('missing', `There is no ${shownName(path)} (${code}).`, {
      hint: path.includes('\ufffd')
        ? 'Its name is not UTF-8, and reached the app changed: give the path of the folder that it lies in, or rename it.'
        : 'Give the path of a folder or an archive that you may read.',
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
export const titleOfPath = (path: string): string => readableName(basename(path)).replace(ARCHIVE_ENDINGS, '');
