import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runIdSchema } from '@shared/model/run-id';
import { namesOf, onDisk } from '../files/file-names';
import { inSlices } from './in-slices';

const DRAFT = /\.(\d+)\.new$/;

/** Where a file is written before it takes its place; the pid says whose it is. */
export const draftOf = (path: string): string => `${path}.${process.pid}.new`;

/** Whose draft that is; undefined for what is none. */
export function draftPid(name: string): number | undefined {
  const pid = DRAFT.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

/**
 * Removes what a process that was killed while it wrote left beside the files of its traces, and beside the library's own.
 * @param isGone whether the process with that pid has ended
 * @param sinceMs only folders that changed since then, Unix milliseconds: a large library is not read through
 */
export async function removeDrafts(libraryDir: string, isGone: (pid: number) => boolean, sinceMs = 0): Promise<void> {
  const ids = names(libraryDir).filter((name) => runIdSchema.safeParse(name).success);
  await inSlices(['.', ...ids], (id) => {
    const folder = join(libraryDir, id);
    if ((statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) < sinceMs) return;
    for (const name of names(folder)) {
      const pid = draftPid(name);
      if (pid !== undefined && isGone(pid)) rmSync(onDisk(join(folder, name)), { force: true });
    }
  });
}

function names(folder: string): string[] {
  try {
    return namesOf(folder);
  } catch {
    return []; // gone, or never made
  }
}
