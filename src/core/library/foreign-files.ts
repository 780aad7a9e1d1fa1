import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TraceRecord, Warning } from '@shared/model/trace-record';
import { entriesOf, onDisk } from '../files/file-names';
import { filesBelow } from './trace-folder';

/** Whether the trace was imported by reference: its leaves contain links to streams outside the library. */
export const isByReference = (record: TraceRecord): boolean => record.imported?.how === 'reference';

export interface ForeignFiles {
  /** Paths are relative to the trace's folder. */
  files: { path: string; sizeBytes: number }[];
  /** The first link whose target does not exist. */
  missing: string | undefined;
}

/** The link targets in the leaves of a trace by reference. Ignores other links. */
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
        // A trailing slash makes the system resolve the link.
        for (const file of await filesBelow(join(tracePath, path, '/')))
          found.files.push({ path: join(path, file.path), sizeBytes: file.sizeBytes });
    }
  }
  return found;
}

/** A warning for the report of a trace whose foreign folder is missing. */
export const foreignGone = (record: TraceRecord, missing: string): Warning => ({
  code: 'foreign-gone',
  message: `The imported folder that this trace refers to was deleted or moved. The target of ${missing} does not exist.`,
  hint: `Move the folder back to ${record.imported?.from ?? 'its original path'}, or delete this trace.`,
});
