import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootlessNetworkFinding, rootlessNetworkProblem } from '@core/engines/podman/network';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

/** Root may open everything: what a plain user finds is what the system's call answers. */
let closed = '';
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const accessSync: typeof real.accessSync = (path, mode) => {
    if (path === closed) throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    real.accessSync(path, mode);
  };
  return { ...real, accessSync };
});

let folder = '';
let tun = '';
let env = { PATH: '' };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-network-'));
  mkdirSync(join(folder, 'bin'));
  env = { PATH: join(folder, 'bin') };
  tun = join(folder, 'tun');
  writeFileSync(tun, '');
});
afterEach(() => {
  closed = '';
  rmSync(folder, { recursive: true });
});

function install(program: string): void {
  const path = join(folder, 'bin', program);
  writeFileSync(path, '');
  chmodSync(path, 0o755);
}

describe('the network of a plain user’s Podman', () => {
  it('is available when the program and the device exist', () => {
    install('slirp4netns');
    expect(rootlessNetworkFinding('4.3.1', env, tun).state).toBe('good');
    expect(rootlessNetworkProblem(undefined, '4.3.1', env, tun)).toEqual([]);
  });

  it.each([
    ['closed', /chmod 0666/],
    ['missing', /modprobe tun/],
  ])('is refused before the recording when /dev/net/tun is %s, with a remedy', (state, remedy) => {
    install('slirp4netns');
    if (state === 'closed') closed = tun;
    else rmSync(tun);
    expect(rootlessNetworkFinding('4.3.1', env, tun)).toMatchObject({
      state: 'caution',
      summary: expect.stringContaining(tun),
      remedy: expect.stringMatching(remedy),
    });
    for (const network of [undefined, 'bridge', 'slirp4netns'])
      expect(rootlessNetworkProblem(network, '4.3.1', env, tun)).toMatchObject([
        {
          code: 'no-network',
          severity: 'error',
          message: expect.stringContaining(tun),
          hint: expect.stringMatching(remedy),
        },
      ]);
  });

  it('gives only a warning for an unknown network, which Podman reports itself', () => {
    rmSync(tun);
    install('slirp4netns');
    expect(rootlessNetworkProblem('mine', '4.3.1', env, tun)).toMatchObject([{ severity: 'warning' }]);
  });

  it.each(['none', 'host'])('is no problem for a container with the network %s', (network) => {
    rmSync(tun);
    expect(rootlessNetworkProblem(network, '4.3.1', env, tun)).toEqual([]);
  });

  it('gives only a warning when another program is installed, which the configuration can select', () => {
    install('pasta');
    expect(rootlessNetworkProblem(undefined, '4.9.0', env, tun)).toMatchObject([{ severity: 'warning' }]);
    expect(rootlessNetworkProblem(undefined, '5.0.0', env, tun)).toEqual([]);
  });

  it('is refused when no program is installed', () => {
    expect(rootlessNetworkProblem(undefined, '5.0.0', env, tun)).toMatchObject([{ severity: 'error' }]);
  });
});
