import { realpath, stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { decodeName, readableName } from '@shared/model/file-name';
import { shownName } from '../archive/archive-error';
import { foreignError, notRegularFile } from '../archive/foreign-error';
import { onDisk } from '../files/file-names';
import type { TraceLibrary } from '../library/trace-library';

/** The folder or archive that the user named. */
export interface ImportSource {
  /** Absolute, links resolved. */
  from: string;
  isFolder: boolean;
  /** Size of the file; meaningless for a folder. */
  sizeBytes: number;
}

/** @throws AppError `missing`, `denied`, `config` when it is neither a folder nor a file */
export async function importSource(path: string): Promise<ImportSource> {
  try {
    const from = decodeName(await realpath(onDisk(path), { encoding: 'buffer' }));
    const facts = await stat(onDisk(from));
    if (!facts.isDirectory() && !facts.isFile()) throw notRegularFile(path);
    return { from, isFolder: facts.isDirectory(), sizeBytes: facts.size };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw foreignError(error, path);
    throw new AppError('missing', `${shownName(path)} does not exist (${code}).`, {
      hint: path.includes('\ufffd')
        ? 'The name is not valid UTF-8 and was changed on its way to the app. Select the parent folder, or rename it.'
        : 'Check the path. It must be a folder or an archive that you can read.',
      cause: error,
    });
  }
}

export const LIBRARY_FOLDER_HINT = 'Select a folder outside the library. Traces in the library need no import.';

/** @throws AppError `config` for a folder that contains the library, or is inside it */
export async function refuseLibraryFolder(library: TraceLibrary, from: string): Promise<void> {
  const own = await realpath(library.dir);
  if (`${own}${sep}`.startsWith(`${from === sep ? '' : from}${sep}`) || from.startsWith(`${own}${sep}`))
    throw new AppError('config', `${shownName(from)} contains this library, or is inside it.`, {
      hint: LIBRARY_FOLDER_HINT,
    });
}

/** `.ctrace` is in the names of exports; see shared/archive/formats.ts. */
const ARCHIVE_ENDINGS = /(?:\.ctrace)?\.(?:zip|tgz|tzst|txz|tar(?:\.(?:gz|zst|xz))?)$/i;
export const titleOfPath = (path: string): string => readableName(basename(path)).replace(ARCHIVE_ENDINGS, '');
