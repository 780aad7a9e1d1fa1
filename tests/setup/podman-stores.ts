import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A store for root's Podman of the test world's own, so that nobody's images and containers are touched.
 * @returns the path for CONTAINERS_STORAGE_CONF, see containers-storage.conf(5)
 */
export function rootStore(folder: string): string {
  mkdirSync(folder, { mode: 0o711 });
  const path = join(folder, 'storage.conf');
  const lines = [
    '[storage]',
    'driver = "overlay"',
    `graphroot = ${JSON.stringify(join(folder, 'graph'))}`,
    `runroot = ${JSON.stringify(join(folder, 'run'))}`,
    // Podman's processes mount the storage's folder over itself when they start and unmount it when they end: two of them at
    // the wrong moment hide a container's file system, which then is "busy" for ever. Without that mount none is hidden.
    '[storage.options.overlay]',
    'skip_mount_home = "true"',
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}
