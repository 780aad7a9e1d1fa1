import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { fileNameOf, imageStore } from './places';
import { storeError } from './store-error';
import { removeTree } from './tree';
import { beginUnfinished, removeDeadBuilds, unfinishedFolder } from './unfinished';

type Env = Record<string, string | undefined>;

/**
 * Makes an image of the app's own: beside the finished ones, then renamed over one that has its name.
 * @param make puts a sandbox into `target`; what else it needs goes into `work`, which is removed, however it ends
 * @returns its path
 * @throws AppError what `make` throws; `command` for a full disk, `denied` where nothing can be kept
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
