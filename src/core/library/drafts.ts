import { lstatSync, rmSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { runIdSchema } from '@shared/model/run-id';
import { namesOf, onDisk } from '../files/file-names';
import { identityOf } from '../process/identity';
import { placeKey } from '../process/place';
import { inSlices } from './in-slices';

const DRAFT = /\.(\d+)(?:\.([0-9a-f]{8}))?\.new$/;
/** No write takes this long, so an older draft is abandoned. */
const LONGEST_WRITE_MS = 3_600_000;

/** The temporary path of a file that is being written; contains the pid and the place of the writer. */
export const draftOf = (path: string): string => `${path}.${process.pid}.${placeKey()}.new`;

export const isDraft = (name: string): boolean => DRAFT.test(name);

/** Whether a draft belongs to the process with this pid in this pid namespace. */
export function isDraftOf(pid: number, name: string): boolean {
  const [, draftPid, place] = DRAFT.exec(name) ?? [];
  return Number(draftPid) === pid && (place === undefined || place === placeKey());
}

/** Whether the writer of a draft has ended. If the writer is not visible from here, the age of the draft decides. */
export function isAbandonedDraft(name: string, { mtimeMs }: Pick<Stats, 'mtimeMs'>): boolean {
  const [, pid, place] = DRAFT.exec(name) ?? [];
  if (pid === undefined) return false;
  if (place === undefined || place === placeKey()) return identityOf(Number(pid)) === undefined;
  return mtimeMs < Date.now() - LONGEST_WRITE_MS;
}

/**
 * Removes the drafts of killed processes from the library and its traces. Skips folders behind links, which do not belong to
 * the library.
 * @param isLeft whether a draft is abandoned
 * @param sinceMs checks only folders that changed since then, Unix milliseconds, so that a large library is not read completely
 */
export async function removeDrafts(
  libraryDir: string,
  isLeft: (name: string, facts: Stats) => boolean = isAbandonedDraft,
  sinceMs = 0,
): Promise<void> {
  const ids = names(libraryDir).filter((name) => runIdSchema.safeParse(name).success);
  await inSlices(['', ...ids], (id) => {
    const folder = join(libraryDir, id);
    // The library itself may be a link.
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
    return []; // does not exist
  }
}
