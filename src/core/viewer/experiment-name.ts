import { oneLine } from '@shared/model/plain-text';

/** A folder's name ends at 255 bytes, and Trace Compass puts `_exp` behind it. */
const MOST_BYTES = 200;
/** What Eclipse refuses in the name of a resource on one system or another; a workspace may be moved. */
const REFUSED = /[/\\:*?"<>|]+/g;

/**
 * A trace's title as the name of its experiment in Trace Compass: spaces and Unicode stay, what Eclipse refuses becomes a
 * dash. A name that begins with a dot would be hidden there.
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
