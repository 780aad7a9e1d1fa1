import { oneLine } from '../model/plain-text';
import { type ExportFormat, extensionOf } from './formats';
import { topFolderOf } from './layout';

/** A file name has at most 255 bytes. The id, the extension and a file manager's " (2)" follow the title. */
const LONGEST_BYTES = 180;

/**
 * The file name of a trace's archive or converted file: the title, without characters that some system refuses in a file name,
 * and the id, which contains the time. A folder has the name of the archive's top folder.
 */
export function archiveNameOf(trace: { title: string; id: string }, format: ExportFormat): string {
  return format === 'folder' ? topFolderOf(trace) : fileNameOf(trace, extensionOf(format));
}

/** The file name of something that belongs to a trace. @param extension without the dot */
export function fileNameOf(trace: { title: string; id: string }, extension: string): string {
  const title = shortened(
    oneLine(trace.title)
      .normalize('NFC')
      .replace(/[\s/\\:*?"<>|\u0000-\u001f\u007f-\u009f]+/g, '-')
      .replace(/-{2,}/g, '-'),
  ).replace(/^[-.]+|[-.]+$/g, '');
  return `${title || 'trace'}-${trace.id}.${extension}`;
}

/** Shortens the text to whole characters. */
function shortened(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const char of text) {
    bytes += new TextEncoder().encode(char).length;
    if (bytes > LONGEST_BYTES) break;
    kept += char;
  }
  return kept;
}
