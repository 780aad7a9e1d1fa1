import { access, constants, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promised } from './journal';
import { partialBeside, removePartial } from './partial';

/** The library whose journal records the removal, and the runtime folder whose watchdog performs it after a kill. */
export interface JournalLocation {
  libraryDir: string;
  runtimeDir: string;
}

/**
 * Creates a file or folder under a temporary name beside its target, so that an incomplete one never has the final name.
 * Its removal is journaled before it exists, so the watchdog removes it within seconds of `kill -9`.
 * @param target absolute path of the result; only its folder is used here
 * @param make creates the partial at the given path, and renames it to its target when it is complete
 * @throws the system's error where the folder is not writable, else the error of `make`; the partial is removed
 */
export async function withPartial<T>(
  target: string,
  { libraryDir, runtimeDir }: JournalLocation,
  make: (partial: string) => Promise<T>,
): Promise<T> {
  // Without write access the partial could not be removed either, and the journal would stay open.
  await access(dirname(target), constants.W_OK | constants.X_OK);
  // Resolve links: the cleanup refuses to follow them.
  const partial = partialBeside(join(await realpath(dirname(target)), basename(target)));
  const kept = promised(libraryDir, runtimeDir, `Write ${basename(target)}`, {
    kind: 'remove-partial',
    path: partial,
  });
  try {
    return await make(partial);
  } finally {
    await removePartial(partial);
    kept();
  }
}
