import { z } from 'zod';

/** The archives that a trace is exported as, each with its name in a file dialog. The format is also the ending of the file. */
export const ARCHIVE_FILE_FORMATS = {
  zip: { title: 'Zip archive' },
  'tar.zst': { title: 'Tar archive, Zstandard' },
} as const;
export type ArchiveFileFormat = keyof typeof ARCHIVE_FILE_FORMATS;
export const ARCHIVE_FILE_FORMAT_IDS = Object.keys(ARCHIVE_FILE_FORMATS) as [ArchiveFileFormat, ...ArchiveFileFormat[]];
export const archiveFileFormatSchema = z.enum(ARCHIVE_FILE_FORMAT_IDS);

/** The archives, and a plain folder. */
export const ARCHIVE_FORMATS = [...ARCHIVE_FILE_FORMAT_IDS, 'folder'] as const;
export const archiveFormatSchema = z.enum(ARCHIVE_FORMATS);
export type ArchiveFormat = z.infer<typeof archiveFormatSchema>;

/** The format that a file's name tells; undefined for any other ending. */
export function formatOfName(name: string): ArchiveFileFormat | undefined {
  const lower = name.toLowerCase();
  return ARCHIVE_FILE_FORMAT_IDS.find((format) => lower.endsWith(`.${format}`));
}
