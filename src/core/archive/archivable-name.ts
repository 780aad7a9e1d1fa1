import type { ArchiveFileFormat } from '@shared/archive/formats';
import { AppError } from '@shared/model/app-error';
import { isUtf8Name, readableName } from '@shared/model/file-name';

/**
 * Refuses a name that the format cannot store. Names in both archive formats are UTF-8. Readers of zip files treat a
 * backslash as a path separator.
 * @param path below the trace's folder
 * @throws AppError `config` that names the file
 */
export function requireArchivable(path: string, format: ArchiveFileFormat): void {
  const refuse = (why: string, other: string): never => {
    throw new AppError(
      'config',
      `A ${format} archive cannot contain the file “${readableName(path)}”, because ${why}.`,
      {
        hint: `Use the format ${other}, or rename the file.`,
      },
    );
  };
  if (!isUtf8Name(path)) refuse('its name is not valid UTF-8', 'folder');
  if (format === 'zip' && path.includes('\\')) refuse('its name contains a backslash', 'tar.zst');
}
