import { z } from 'zod';

/** The archive formats of an export, with their names in a file dialog. The format is also the file name extension. */
export const ARCHIVE_FILE_FORMATS = {
  zip: { title: 'Zip archive' },
  'tar.zst': { title: 'Tar archive, Zstandard' },
} as const;
export type ArchiveFileFormat = keyof typeof ARCHIVE_FILE_FORMATS;
export const ARCHIVE_FILE_FORMAT_IDS = Object.keys(ARCHIVE_FILE_FORMATS) as [ArchiveFileFormat, ...ArchiveFileFormat[]];
export const archiveFileFormatSchema = z.enum(ARCHIVE_FILE_FORMAT_IDS);

/** The archive formats and a plain folder. */
export const ARCHIVE_FORMATS = [...ARCHIVE_FILE_FORMAT_IDS, 'folder'] as const;
export const archiveFormatSchema = z.enum(ARCHIVE_FORMATS);
export type ArchiveFormat = z.infer<typeof archiveFormatSchema>;

/** The format of a file name's extension; undefined for any other extension. */
export function formatOfName(name: string): ArchiveFileFormat | undefined {
  const lower = name.toLowerCase();
  return ARCHIVE_FILE_FORMAT_IDS.find((format) => lower.endsWith(`.${format}`));
}
