import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runIdSchema } from '@shared/model/run-id';

const DRAFT = /\.(\d+)\.new$/;

/** Where a file is written before it takes its place; the pid says whose it is. */
export const draftOf = (path: string): string => `${path}.${process.pid}.new`;

/**
 * Removes what a process that was killed while it wrote left beside the files of its traces.
 * @param isGone whether the process with that pid has ended
 * @param sinceMs only folders that changed since then, Unix milliseconds: a large library is not read through
 */
export function removeDrafts(libraryDir: string, isGone: (pid: number) => boolean, sinceMs = 0): void {
  for (const id of names(libraryDir).filter((name) => runIdSchema.safeParse(name).success)) {
    const folder = join(libraryDir, id);
    if ((statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0) < sinceMs) continue;
    for (const name of names(folder)) {
      const pid = DRAFT.exec(name)?.[1];
      if (pid !== undefined && isGone(Number(pid))) rmSync(join(folder, name), { force: true });
    }
  }
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // gone, or never made
  }
}
