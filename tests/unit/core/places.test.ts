import { configDir, defaultPlaces, librarySource } from '@core/places';
import { describe, expect, it } from 'vitest';

const HOME = '/home/user';
const refusal = expect.objectContaining({
  code: 'config',
  hint: expect.stringContaining('CONTAINERS_TRACE_RUNTIME_DIR'),
});

describe('our folders', () => {
  it('follow the XDG base directories', () => {
    expect(defaultPlaces({ HOME, XDG_RUNTIME_DIR: '/run/user/1' })).toEqual({
      libraryDir: `${HOME}/.local/share/containers-trace/traces`,
      cacheDir: `${HOME}/.cache/containers-trace`,
      workspacesDir: `${HOME}/.local/share/containers-trace/workspaces`,
      runtimeBase: '/run/user/1',
    });
    expect(defaultPlaces({ HOME, XDG_DATA_HOME: '/d', XDG_CACHE_HOME: '/c' })).toMatchObject({
      libraryDir: '/d/containers-trace/traces',
      cacheDir: '/c/containers-trace',
    });
  });

  it('follow the environment, and the library follows the option', () => {
    const env = {
      HOME,
      CONTAINERS_TRACE_LIBRARY: '/l',
      CONTAINERS_TRACE_CACHE: '/k',
      CONTAINERS_TRACE_WORKSPACES: '/w',
      CONTAINERS_TRACE_RUNTIME_DIR: '/r',
    };
    expect(defaultPlaces(env)).toEqual({ libraryDir: '/l', cacheDir: '/k', workspacesDir: '/w', runtimeBase: '/r' });
    expect(defaultPlaces(env, { option: '/option' }).libraryDir).toBe('/option');
  });

  it('have the library from the option, the environment, the settings or the default, in this order', () => {
    const setting = '/s';
    const env = { HOME, CONTAINERS_TRACE_LIBRARY: '/l' };
    const library = (from: Record<string, string>, choice: Parameters<typeof defaultPlaces>[1]) => [
      defaultPlaces(from, choice).libraryDir,
      librarySource(from, choice ?? {}),
    ];
    expect(library(env, { option: '/o', setting })).toEqual(['/o', 'option']);
    expect(library(env, { setting })).toEqual(['/l', 'environment']);
    expect(library({ ...env, CONTAINERS_TRACE_LIBRARY: '' }, { setting })).toEqual(['/s', 'setting']);
    expect(library({ HOME }, { setting: null })).toEqual([`${HOME}/.local/share/containers-trace/traces`, 'usual']);
  });

  it('have the settings in the configuration folder, or in the one from the environment', () => {
    expect(configDir({ HOME })).toBe(`${HOME}/.config/containers-trace`);
    expect(configDir({ HOME, XDG_CONFIG_HOME: '/c' })).toBe('/c/containers-trace');
    expect(configDir({ HOME, XDG_CONFIG_HOME: 'relative' })).toBe(`${HOME}/.config/containers-trace`);
    expect(configDir({ HOME, XDG_CONFIG_HOME: '/c', CONTAINERS_TRACE_CONFIG: '/ours' })).toBe('/ours');
  });

  it('have a runtime folder whose path is short enough for a socket, or report an error', () => {
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
