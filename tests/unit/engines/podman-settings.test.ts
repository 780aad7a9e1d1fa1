import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { podmanSettings } from '@core/engines/podman/settings';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ct-podman-'));
  vi.spyOn(process, 'getuid').mockReturnValue(4711);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

function write(path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '[storage]\nrootless_storage_path = "/data/$USER"\n');
}

const variables = async (env: Record<string, string> = {}): Promise<Record<string, string>> =>
  (await podmanSettings({ env: { HOME: join(root, 'home'), ...env }, runtimeDir: join(root, 'run') }, root)).env;

describe('the settings of a plain user’s Podman', () => {
  it('choose a driver with layers for a store that does not exist yet, and no other store', async () => {
    expect(await variables()).toEqual({ STORAGE_DRIVER: 'overlay' });
  });

  it.each([
    'etc/containers/storage.conf',
    'usr/share/containers/storage.conf',
    'home/.config/containers/storage.conf',
    'home/.local/share/containers/storage/vfs-images/images.json',
    'home/.local/share/containers/storage/btrfs-images/images.json',
  ])('leave the store alone where there is %s', async (path) => {
    write(path);
    expect(await variables()).toEqual({});
  });

  it.each(['STORAGE_DRIVER', 'CONTAINERS_STORAGE_CONF'])('leave the store alone where %s is set', async (name) => {
    expect(await variables({ [name]: 'x' })).toEqual({});
  });
});
