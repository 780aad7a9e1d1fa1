import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { layersOfReply } from '@core/engines/image-layers';
import { hasMountProgram } from '@core/engines/podman/mount-program';
import { hasUprobes } from '@core/kernel-tracer/uprobes';
import { expect, it, onTestFinished } from 'vitest';

const reply = (Name: string, Data: unknown) => ({ GraphDriver: { Name, Data } });

it('reads the layers of overlay, the uppermost first', () => {
  expect(layersOfReply(reply('overlay2', { UpperDir: '/a/diff', LowerDir: '/b/diff:/c/diff' }), 'Docker')).toEqual({
    folders: ['/a/diff', '/b/diff', '/c/diff'],
  });
  expect(layersOfReply(reply('overlay', { UpperDir: '/a/diff' }), 'Podman')).toEqual({ folders: ['/a/diff'] });
});

it.each([reply('vfs', {}), reply('overlayfs', null), reply('overlay', {}), {}])(
  'names the storage driver of an image that is elsewhere',
  (other) => {
    expect(layersOfReply(other, 'Podman')).toMatchObject({
      hidden: { why: expect.stringContaining('Podman') as string },
    });
  },
);

it('recognises fuse-overlayfs by the settings of Podman', () => {
  const info = (graphOptions: unknown) => ({ store: { graphOptions } });
  expect(hasMountProgram(info({ 'overlay.mount_program': { Executable: '/usr/bin/fuse-overlayfs' } }))).toBe(true);
  for (const other of [info({}), info(null), info({ 'overlay.mountopt': 'nodev' }), undefined])
    expect(hasMountProgram(other)).toBe(false);
});

it('reads from the configuration of the kernel whether it has uprobes', () => {
  const root = mkdtempSync(join(tmpdir(), 'ct-uprobes-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  expect(hasUprobes(root, '6.1')).toBeUndefined();
  for (const folder of ['boot', 'proc']) mkdirSync(join(root, folder));
  writeFileSync(join(root, 'boot/config-6.1'), 'CONFIG_KPROBES=y\nCONFIG_UPROBES=y\n');
  expect(hasUprobes(root, '6.1')).toBe(true);
  writeFileSync(join(root, 'proc/config.gz'), gzipSync('# CONFIG_UPROBES is not set\n'));
  expect(hasUprobes(root, '6.1')).toBe(false);
});
