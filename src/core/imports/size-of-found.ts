import { filesBelow } from '../library/trace-folder';
import type { FoundTrace } from './find-traces';

/** What traces that were found take on the disk, bytes. */
export async function sizeOfFound(found: readonly FoundTrace[]): Promise<number> {
  let sum = 0;
  for (const one of found)
    for (const folder of one.kind === 'export' ? [one.folder] : one.leaves)
      for (const { sizeBytes } of await filesBelow(folder)) sum += sizeBytes;
  return sum;
}
