import { oneLine } from '../model/plain-text';
import type { ArchiveFormat } from './formats';
import { topFolderOf } from './layout';

/** A file's name ends at 255 bytes; the id, the ending and a file manager's " (2)" stand behind the title. */
const LONGEST_BYTES = 180;

/**
 * What somebody who is handed a trace wants to read: its title as far as a file's name can hold it in every system, and the id,
 * which names the time and no other trace. A folder has the name of the archive's top folder.
 */
export function archiveNameOf(trace: { title: string; id: string }, format: ArchiveFormat): string {
  if (format === 'folder') return topFolderOf(trace);
  const title = shortened(
    oneLine(trace.title)
      .normalize('NFC')
      .replace(/[\s/\\:*?"<>|\u0000-\u001f\u007f-\u009f]+/g, '-')
      .replace(/-{2,}/g, '-'),
  ).replace(/^[-.]+|[-.]+$/g, '');
  return `${title || 'trace'}-${trace.id}.${format}`;
}

/** Whole characters only. */
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
