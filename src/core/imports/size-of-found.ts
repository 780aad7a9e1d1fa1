import { sep } from 'node:path';
import { filesBelow } from '../library/trace-folder';
import type { FoundTrace } from './find-traces';
import { isSkippedName } from './skipped-names';

/** Bytes that an import of the traces would copy. */
export async function sizeOfFound(found: readonly FoundTrace[]): Promise<number> {
  let sum = 0;
  for (const one of found)
    for (const folder of one.kind === 'export' ? [one.folder] : one.leaves)
      for (const { path, sizeBytes } of await filesBelow(folder))
        if (!path.split(sep).some(isSkippedName)) sum += sizeBytes;
  return sum;
}
