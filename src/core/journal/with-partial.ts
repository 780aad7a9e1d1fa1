import { access, constants, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promised } from './journal';
import { partialBeside, removePartial } from './partial';

/** Where the promise stands; the watchdog of the runtime folder keeps it when we cannot. */
interface Around {
  libraryDir: string;
  runtimeDir: string;
}

/**
 * Makes a file or folder beside where it is to be, so that nothing half ever bears the final name. Its removal is in a
 * journal before it exists: it is gone within seconds of `kill -9`.
 * @param target absolute path of what it will become; only its folder matters here
 * @param make fills what is at the path that it gets, and renames it to its place when it is whole
 * @throws the system's error where nothing may be made, else what `make` throws; then nothing of it is left
 */
export async function withPartial<T>(
  target: string,
  { libraryDir, runtimeDir }: Around,
  make: (partial: string) => Promise<T>,
): Promise<T> {
  // What cannot be made there cannot be taken away either, and the promise would stay open.
  await access(dirname(target), constants.W_OK | constants.X_OK);
  // Without links on the way: whoever keeps the promise follows none.
  const partial = partialBeside(join(await realpath(dirname(target)), basename(target)));
  const kept = promised(libraryDir, runtimeDir, { kind: 'remove-partial', path: partial });
  try {
    return await make(partial);
  } finally {
    await removePartial(partial);
    kept();
  }
}
