import type { ArchiveFileFormat } from '@shared/archive/formats';
import { AppError } from '@shared/model/app-error';
import { isUtf8Name, readableName } from '@shared/model/file-name';

/**
 * Names in archives of both formats are text. A reader of zips takes a backslash for a folder's border.
 * @param path below the trace's folder
 * @throws AppError `config` that names what such an archive cannot hold
 */
export function requireArchivable(path: string, format: ArchiveFileFormat): void {
  const refuse = (why: string, other: string): never => {
    throw new AppError('config', `A ${format} cannot hold the file “${readableName(path)}”: ${why}.`, {
      hint: `Choose the format ${other}, or rename the file.`,
    });
  };
  if (!isUtf8Name(path)) refuse('its name is not UTF-8', 'folder');
  if (format === 'zip' && path.includes('\\')) refuse('its name has a backslash', 'tar.zst');
}
