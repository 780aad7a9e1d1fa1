import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ownersFile, podmanByHand } from '../../setup/podman-by-hand';
import { type Actor, world } from '../../setup/world-state';

/** The printed script uses the user's Podman, so configure it to work by hand. */
export async function handyPodman(folder: string, as: Actor): Promise<Record<string, string>> {
  const runtimeDir = join(folder, 'settings');
  mkdirSync(runtimeDir);
  if (as === 'root') return podmanByHand(world().actors.root.env, runtimeDir);
  const CONTAINERS_CONF = ownersFile(runtimeDir);
  chownSync(runtimeDir, world().user.uid, world().user.gid);
  return { CONTAINERS_CONF };
}
