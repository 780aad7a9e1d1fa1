import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { podmanSettings } from '@core/engines/podman/settings';

/**
 * The environment in which root's Podman works by hand. Its CONTAINERS_CONF file represents one that the machine's owner
 * writes where the defaults do not work: without an init system, or with hybrid control groups.
 */
export async function podmanByHand(env: Record<string, string | undefined>, folder: string) {
  const settings = await podmanSettings({ env, runtimeDir: folder });
  const limits = settings.env['CONTAINERS_CONF'];
  return {
    ...settings.env,
    CONTAINERS_CONF: ownersFile(folder, limits === undefined ? '' : readFileSync(limits, 'utf8')),
  };
}

export function ownersFile(folder: string, limits = ''): string {
  const path = join(folder, 'owner.conf');
  writeFileSync(path, `${limits}[engine]\ncgroup_manager = "cgroupfs"\nevents_logger = "file"\nruntime = "runc"\n`);
  return path;
}
