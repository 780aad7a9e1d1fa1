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
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}
