import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileNameOf, imageStore } from './places';
import { storeError } from './store-error';
import { removeTree } from './tree';
import { beginUnfinished, removeDeadBuilds, unfinishedFolder } from './unfinished';

type Env = Record<string, string | undefined>;

/**
 * Creates an image in the app's image store. Builds it in a hidden folder, then replaces an image of the same name.
 * @param make creates a sandbox at `target`; its other files go into `work`, which is always deleted
 * @returns the image's path
 * @throws AppError what `make` throws; `command` for a full disk, `denied` for a store without write permission
 */
export async function intoStore(
  reference: string,
  buildId: string,
  env: Env,
  make: (work: string, target: string) => Promise<void>,
): Promise<string> {
  const store = imageStore(env);
  const image = join(store, fileNameOf(reference));
  const work = unfinishedFolder(buildId, env);
  try {
    await removeDeadBuilds(env);
    beginUnfinished(work);
    const target = join(work, 'image');
    await make(work, target);
    await removeTree(image);
    renameSync(target, image);
    return image;
  } catch (error) {
    throw storeError(error, store);
  } finally {
    await removeTree(work);
  }
}
