import { defaultPlaces } from '@core/places';
import { describe, expect, it } from 'vitest';

const HOME = '/home/user';
const refusal = expect.objectContaining({
  code: 'config',
  hint: expect.stringContaining('CONTAINERS_TRACE_RUNTIME_DIR'),
});

describe('our folders', () => {
  it('are by the XDG base directories', () => {
    expect(defaultPlaces({ HOME, XDG_RUNTIME_DIR: '/run/user/1' })).toEqual({
      libraryDir: `${HOME}/.local/share/containers-trace/traces`,
      cacheDir: `${HOME}/.cache/containers-trace`,
      runtimeBase: '/run/user/1',
    });
    expect(defaultPlaces({ HOME, XDG_DATA_HOME: '/d', XDG_CACHE_HOME: '/c' })).toMatchObject({
      libraryDir: '/d/containers-trace/traces',
      cacheDir: '/c/containers-trace',
    });
  });

  it('are where the environment says, and the library where the option says', () => {
    const env = {
      HOME,
      CONTAINERS_TRACE_LIBRARY: '/l',
      CONTAINERS_TRACE_CACHE: '/k',
      CONTAINERS_TRACE_RUNTIME_DIR: '/r',
    };
    expect(defaultPlaces(env)).toEqual({ libraryDir: '/l', cacheDir: '/k', runtimeBase: '/r' });
    expect(defaultPlaces(env, { option: '/option' }).libraryDir).toBe('/option');
  });

  it('have a runtime folder that is short enough for a socket, or say so', () => {
    const asked = (path: string) => defaultPlaces({ HOME, CONTAINERS_TRACE_RUNTIME_DIR: path });
    const longest = `/${'x'.repeat(62)}`;
    expect(asked(longest).runtimeBase).toBe(longest);
    for (const path of [`${longest}x`, `/${'x'.repeat(119)}`, `/${'ü'.repeat(40)}`, 'relative', './here'])
      expect(() => asked(path), path).toThrow(refusal);
  });

  it("pass over a session's folder that is too long or relative", () => {
    for (const XDG_RUNTIME_DIR of [`/${'x'.repeat(119)}`, 'relative', ''])
      expect(defaultPlaces({ HOME, XDG_RUNTIME_DIR }).runtimeBase.length).toBeLessThan(64);
  });
});
