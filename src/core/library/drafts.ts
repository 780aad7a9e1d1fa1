import { lstatSync, rmSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { runIdSchema } from '@shared/model/run-id';
import { namesOf, onDisk } from '../files/file-names';
import { identityOf } from '../process/identity';
import { placeKey } from '../process/place';
import { inSlices } from './in-slices';

const DRAFT = /\.(\d+)(?:\.([0-9a-f]{8}))?\.new$/;
/** No write takes so long: a draft that is older was left behind, whoever wrote it. */
const LONGEST_WRITE_MS = 3_600_000;

/** Where a file is written before it takes its place; pid and place say whose it is. */
export const draftOf = (path: string): string => `${path}.${process.pid}.${placeKey()}.new`;

export const isDraft = (name: string): boolean => DRAFT.test(name);

/** Whether a draft is that of the process with this pid, seen from here. */
export function isDraftOf(pid: number, name: string): boolean {
  const [, draftPid, place] = DRAFT.exec(name) ?? [];
  return Number(draftPid) === pid && (place === undefined || place === placeKey());
}

/** Whether whoever wrote a draft has ended. Of a process that cannot be seen from here the draft's age decides. */
export function isAbandonedDraft(name: string, { mtimeMs }: Pick<Stats, 'mtimeMs'>): boolean {
  const [, pid, place] = DRAFT.exec(name) ?? [];
  if (pid === undefined) return false;
  if (place === undefined || place === placeKey()) return identityOf(Number(pid)) === undefined;
  return mtimeMs < Date.now() - LONGEST_WRITE_MS;
}

/**
 * Removes what a process that was killed while it wrote left beside the files of its traces, and beside the library's own.
 * Only in real folders: a link leads to files that are not the library's.
 * @param isLeft whether a draft is left behind
 * @param sinceMs only folders that changed since then, Unix milliseconds: a large library is not read through
 */
export async function removeDrafts(
  libraryDir: string,
  isLeft: (name: string, facts: Stats) => boolean = isAbandonedDraft,
  sinceMs = 0,
): Promise<void> {
  const ids = names(libraryDir).filter((name) => runIdSchema.safeParse(name).success);
  await inSlices(['', ...ids], (id) => {
    const folder = join(libraryDir, id);
    // The library itself may be reached through a link.
    const facts = (id === '' ? statSync : lstatSync)(folder, { throwIfNoEntry: false });
    if (!facts?.isDirectory() || facts.mtimeMs < sinceMs) return;
    for (const name of names(folder).filter(isDraft)) {
      const draft = lstatSync(onDisk(join(folder, name)), { throwIfNoEntry: false });
      if (draft?.isFile() && isLeft(name, draft)) rmSync(onDisk(join(folder, name)), { force: true });
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
