import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { podmanSettings } from '@core/engines/podman/settings';
import { type Actor, world } from '../../setup/world-state';

/**
 * The printed script uses Podman as its user has it: set up so that it works by hand. Where a machine's defaults do not (no
 * init system, hybrid control groups), this stands for the containers.conf that its owner has written.
 */
export async function handyPodman(folder: string, as: Actor): Promise<Record<string, string>> {
  const runtimeDir = join(folder, 'settings');
  mkdirSync(runtimeDir);
  if (as === 'root') return podmanSettings({ env: world().actors.root.env, runtimeDir });
  const path = join(runtimeDir, 'containers.conf');
  writeFileSync(path, '[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\nruntime = "runc"\n');
  chownSync(runtimeDir, world().user.uid, world().user.gid);
  return { CONTAINERS_CONF: path };
}
