import { oneLine } from '@shared/model/plain-text';

/** A folder name has at most 255 bytes, and Trace Compass appends `_exp`. */
const MOST_BYTES = 200;
/** Characters that Eclipse refuses in the name of a resource on some system; a workspace may be moved. */
const REFUSED = /[/\\:*?"<>|]+/g;

/**
 * Converts a trace's title to the name of its experiment in Trace Compass. Keeps spaces and Unicode, and replaces characters
 * that Eclipse refuses by a dash. Removes leading dots, which would hide the experiment.
 */
export function experimentName(title: string): string {
  const plain = oneLine(title.normalize('NFC').replace(/\p{Surrogate}/gu, ''))
    .replace(REFUSED, '-')
    .replace(/^[. ]+/, '');
  let name = '';
  for (const char of plain) {
    if (Buffer.byteLength(name + char) > MOST_BYTES) break;
    name += char;
  }
  return name.replace(/[. ]+$/, '') || 'Trace';
}
