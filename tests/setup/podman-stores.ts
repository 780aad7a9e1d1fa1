import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainUser } from './plain-user';

/**
 * Creates a separate store for root's Podman in the test world, so that other images and containers are not changed.
 * @returns the path for CONTAINERS_STORAGE_CONF, see containers-storage.conf(5)
 */
export function rootStore(folder: string): string {
  mkdirSync(folder, { mode: 0o711 });
  const path = join(folder, 'storage.conf');
  writeFileSync(path, settings(join(folder, 'graph'), join(folder, 'run')));
  return path;
}

/** Creates the plain user's store at Podman's default path, where it also looks for its settings. */
export function userStore(user: PlainUser): void {
  let folder = user.home;
  for (const name of ['.config', 'containers']) {
    folder = join(folder, name);
    mkdirSync(folder, { mode: 0o700, recursive: true });
    chownSync(folder, user.uid, user.gid);
  }
  const path = join(folder, 'storage.conf');
  writeFileSync(
    path,
    settings(join(user.home, '.local/share/containers/storage'), join(user.runtimeDir, 'containers')),
  );
  chownSync(path, user.uid, user.gid);
}

/**
 * Disables Podman's mount of the storage folder over itself. Podman's processes mount it when they start and unmount it
 * when they end. Two of them at the wrong moment hide a container's file system, which then stays "busy" forever.
 */
const settings = (graphRoot: string, runRoot: string): string =>
  `${[
    '[storage]',
    'driver = "overlay"',
    `graphroot = ${JSON.stringify(graphRoot)}`,
    `runroot = ${JSON.stringify(runRoot)}`,
    '[storage.options.overlay]',
    'skip_mount_home = "true"',
  ].join('\n')}\n`;
