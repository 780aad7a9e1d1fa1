import { z } from 'zod';

/**
 * The archive formats of an export, with their names in a file dialog. The desktop opens files with these extensions in the app. A
 * name that ends in the format alone, as those of older versions, is accepted, too.
 */
export const ARCHIVE_FILE_FORMATS = {
  zip: { title: 'Zip archive', extension: 'ctrace.zip' },
  'tar.zst': { title: 'Tar archive, Zstandard', extension: 'ctrace.tar.zst' },
} as const satisfies Record<string, { title: string; extension: string }>;
export type ArchiveFileFormat = keyof typeof ARCHIVE_FILE_FORMATS;
export const ARCHIVE_FILE_FORMAT_IDS = Object.keys(ARCHIVE_FILE_FORMATS) as [ArchiveFileFormat, ...ArchiveFileFormat[]];
export const archiveFileFormatSchema = z.enum(ARCHIVE_FILE_FORMAT_IDS);

/** The archive formats and a plain folder. */
export const ARCHIVE_FORMATS = [...ARCHIVE_FILE_FORMAT_IDS, 'folder'] as const;
export const archiveFormatSchema = z.enum(ARCHIVE_FORMATS);
export type ArchiveFormat = z.infer<typeof archiveFormatSchema>;

/** The formats of other viewers and of tables, into which the events of a trace are converted. */
export const TRACE_FILE_FORMATS = {
  perfetto: { title: 'Perfetto trace', extension: 'perfetto-trace' },
  firefox: { title: 'Firefox Profiler profile', extension: 'firefox.json' },
  speedscope: { title: 'speedscope profile', extension: 'speedscope.json' },
  chrome: { title: 'Chrome trace events', extension: 'chrome.json' },
  csv: { title: 'Events as CSV table', extension: 'csv' },
  ndjson: { title: 'Events as JSON lines', extension: 'ndjson' },
} as const satisfies Record<string, { title: string; extension: string }>;
export type TraceFileFormat = keyof typeof TRACE_FILE_FORMATS;
export const TRACE_FILE_FORMAT_IDS = Object.keys(TRACE_FILE_FORMATS) as [TraceFileFormat, ...TraceFileFormat[]];

export const EXPORT_FORMATS = [...ARCHIVE_FORMATS, ...TRACE_FILE_FORMAT_IDS] as const;
export const exportFormatSchema = z.enum(EXPORT_FORMATS);
export type ExportFormat = ArchiveFormat | TraceFileFormat;
/** All formats but the folder. */
export type ExportFileFormat = ArchiveFileFormat | TraceFileFormat;
export const EXPORT_FILE_FORMAT_IDS = [...ARCHIVE_FILE_FORMAT_IDS, ...TRACE_FILE_FORMAT_IDS] as const;
export const exportFileFormatSchema = z.enum(EXPORT_FILE_FORMAT_IDS);

export const isTraceFormat = (format: ExportFormat): format is TraceFileFormat =>
  Object.hasOwn(TRACE_FILE_FORMATS, format);

/** The file name extension of a format, without the dot. */
export const extensionOf = (format: ExportFileFormat): string =>
  isTraceFormat(format) ? TRACE_FILE_FORMATS[format].extension : ARCHIVE_FILE_FORMATS[format].extension;

/** The name of a format in a file dialog. */
export const titleOf = (format: ExportFileFormat): string =>
  isTraceFormat(format) ? TRACE_FILE_FORMATS[format].title : ARCHIVE_FILE_FORMATS[format].title;

/** The format of a file name's extension; undefined for any other extension. */
export function formatOfName(name: string): ExportFileFormat | undefined {
  const lower = name.toLowerCase();
  const endingOf = (format: ExportFileFormat): string => (isTraceFormat(format) ? extensionOf(format) : format);
  return EXPORT_FILE_FORMAT_IDS.find((format) => lower.endsWith(`.${endingOf(format)}`));
}
