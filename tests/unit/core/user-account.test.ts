import { readdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { environmentOf } from '@core/doctor/environment';
import { dockerEndpoint } from '@core/engines/docker-api/docker-endpoint';
import { userIdsFinding } from '@core/engines/podman/findings';
import { rootlessNetworkFinding } from '@core/engines/podman/network';
import { configDir, defaultPlaces } from '@core/places';
import { homeFolder, userName } from '@core/user-account';
import { beforeEach, describe, expect, it, vi } from 'vitest';

vi.mock('node:os', async (original) => {
  const real = await original<typeof import('node:os')>();
  return { ...real, userInfo: vi.fn(real.userInfo) };
});

const SOURCES = join(import.meta.dirname, '../../../src');

/** The error of Node for a user id without an entry in passwd(5). */
const noEntry = (): never => {
  throw Object.assign(new Error('A system error occurred: uv_os_get_passwd returned ENOENT'), {
    code: 'ERR_SYSTEM_ERROR',
  });
};

describe('a user id without an entry in passwd', () => {
  beforeEach(() => {
    vi.mocked(userInfo).mockImplementation(noEntry);
  });

  it('has no name, and the home folder that HOME names', () => {
    expect(userName()).toBe('');
    expect(homeFolder({ HOME: '/data' })).toBe('/data');
    expect(environmentOf({ HOME: '/data' })).toMatchObject({ userName: '', home: '/data' });
  });

  it.each([[undefined], [''], ['relative']])('gets an error that asks to set HOME if it is %j', (HOME) => {
    expect(() => homeFolder({ HOME })).toThrow(
      expect.objectContaining({ code: 'config', hint: expect.stringMatching(/HOME/) }),
    );
  });

  it('needs no home folder if the environment names every folder', () => {
    const env = {
      CONTAINERS_TRACE_LIBRARY: '/l',
      CONTAINERS_TRACE_CACHE: '/k',
      CONTAINERS_TRACE_WORKSPACES: '/w',
      CONTAINERS_TRACE_CONFIG: '/c',
    };
    expect(defaultPlaces(env)).toMatchObject({ libraryDir: '/l', cacheDir: '/k', workspacesDir: '/w' });
    expect(configDir(env)).toBe('/c');
    expect(dockerEndpoint(env)).toEqual(dockerEndpoint({ ...env, HOME: '/nonexistent' }));
  });

  it('is checked by the doctor like any other', () => {
    const files = { subuid: '/nonexistent', subgid: '/nonexistent' };
    expect(userIdsFinding({ PATH: '' }, files)).toMatchObject({ topic: 'users' });
    expect(rootlessNetworkFinding('4.3.1', { PATH: '' })).toMatchObject({ topic: 'network' });
  });

  it('is read in only one file', () => {
    const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
    const asking = files.filter((name) => /\b(userInfo|homedir)\(/.test(readFileSync(join(SOURCES, name), 'utf8')));
    expect(asking).toEqual(['core/user-account.ts']);
  });
});
