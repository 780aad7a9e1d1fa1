import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TraceRecord, Warning } from '@shared/model/trace-record';
import { entriesOf, onDisk } from '../files/file-names';
import { filesBelow } from './trace-folder';

/** Whether a trace's streams lie in a folder that is not ours: its leaves hold links to them. */
export const isByReference = (record: TraceRecord): boolean => record.imported?.how === 'reference';

export interface ForeignFiles {
  /** Paths as the trace's folder has them. */
  files: { path: string; sizeBytes: number }[];
  /** The first link behind which there is nothing. */
  missing: string | undefined;
}

/** What the links in the leaves of a trace by reference lead to; links elsewhere are not looked at. */
export async function foreignFiles(tracePath: string, record: TraceRecord): Promise<ForeignFiles> {
  const found: ForeignFiles = { files: [], missing: undefined };
  if (!isByReference(record)) return found;
  for (const leaf of record.recordings.flatMap(({ leaves }) => leaves)) {
    const entries = await entriesOf(join(tracePath, leaf.path)).catch(() => []);
    for (const entry of entries.filter((one) => one.isSymbolicLink())) {
      const path = join(leaf.path, entry.name);
      const facts = await stat(onDisk(join(tracePath, path))).catch(() => undefined);
      if (!facts) found.missing ??= path;
      else if (facts.isFile()) found.files.push({ path, sizeBytes: facts.size });
      else if (facts.isDirectory())
        // With a slash behind it a link is what it leads to.
        for (const file of await filesBelow(join(tracePath, path, '/')))
          found.files.push({ path: join(path, file.path), sizeBytes: file.sizeBytes });
    }
  }
  return found;
}

/** For the report of a trace whose foreign folder is not there any more. */
export const foreignGone = (record: TraceRecord, missing: string): Warning => ({
  code: 'foreign-gone',
  message: `The folder that this trace refers to is gone, or was moved: there is nothing behind ${missing}.`,
  hint: `It was brought in by reference from ${record.imported?.from ?? 'elsewhere'}: put it back there, or delete this trace.`,
});
