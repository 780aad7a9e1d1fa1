import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlainUser } from './plain-user';

/**
 * A store for root's Podman of the test world's own, so that nobody's images and containers are touched.
 * @returns the path for CONTAINERS_STORAGE_CONF, see containers-storage.conf(5)
 */
export function rootStore(folder: string): string {
  mkdirSync(folder, { mode: 0o711 });
  const path = join(folder, 'storage.conf');
  writeFileSync(path, settings(join(folder, 'graph'), join(folder, 'run')));
  return path;
}

/** The same for the plain user's, where Podman has it by itself and looks for its settings. */
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
 * Podman's processes mount the storage's folder over itself when they start and unmount it when they end: two of them at
 * the wrong moment hide a container's file system, which then is "busy" for ever. Without that mount none is hidden.
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
