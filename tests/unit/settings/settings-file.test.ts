import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsFile } from '@core/settings/settings-file';
import { AppError } from '@shared/model/app-error';
import { DEFAULT_SETTINGS } from '@shared/model/settings';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let folder: string;
let notices: string[];
const dir = (): string => join(folder, 'containers-trace');
const open = (): SettingsFile => new SettingsFile(dir(), (text) => notices.push(text));
const kept = (): Record<string, unknown> => JSON.parse(readFileSync(join(dir(), 'settings.json'), 'utf8'));
const asides = (): string[] => readdirSync(dir()).filter((name) => name.includes('.broken-'));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-settings-'));
  notices = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the settings file', () => {
  it('does not exist at first, and is created by the first change, readable only by its owner', () => {
    expect(open().read()).toEqual(DEFAULT_SETTINGS);
    expect(existsSync(dir())).toBe(false);
    expect(open().change({ theme: 'dark' })).toEqual({ ...DEFAULT_SETTINGS, theme: 'dark' });
    expect(statSync(join(dir(), 'settings.json')).mode & 0o777).toBe(0o600);
    expect(statSync(dir()).mode & 0o777).toBe(0o700);
    expect(readdirSync(dir())).toEqual(['settings.json']);
    expect(open().read().theme).toBe('dark');
    expect(notices).toEqual([]);
  });

  it('changes only the given settings', () => {
    open().change({ libraryDir: '/l', defaults: { engine: 'docker', buffers: null, limits: { maxDurationS: 5 } } });
    open().change({ trashDays: 9 });
    open().change({ defaults: { engine: null, buffers: null, limits: {} } });
    expect(open().read()).toEqual({ ...DEFAULT_SETTINGS, libraryDir: '/l', trashDays: 9 });
  });

  it('keeps manual edits and the fields of a later version, on every level', () => {
    const settings = open();
    settings.change({ theme: 'dark' });
    const later = {
      trashDays: 3,
      later: { a: 1 },
      defaults: { engine: 'docker', later: 2, limits: { maxDurationS: 1, later: 3 } },
    };
    writeFileSync(join(dir(), 'settings.json'), JSON.stringify(later));
    settings.change({ notify: false });
    expect(kept()).toMatchObject({ ...later, notify: false, theme: 'system' });
    settings.change({ defaults: { engine: null, buffers: null, limits: {} } });
    expect(kept()).toMatchObject({ later: { a: 1 }, defaults: { later: 2, limits: { later: 3 } } });
    expect(kept()).not.toHaveProperty('defaults.limits.maxDurationS');
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '"x"',
    '{"theme":"pink"}',
    '{"trashDays":"7"}',
    '{"libraryDir":"relative"}',
    '{"imageDirs":["relative"]}',
    '{"imageDirs":["/twice","/twice"]}',
  ])('is renamed when its content is %j, and the content is kept', (text) => {
    open().change({ theme: 'dark' });
    writeFileSync(join(dir(), 'settings.json'), text);
    expect(open().read()).toEqual(DEFAULT_SETTINGS);
    expect(notices).toEqual([expect.stringMatching(/settings\.json\.broken-/)]);
    expect(asides().map((name) => readFileSync(join(dir(), name), 'utf8'))).toEqual([text]);
    open().change({ theme: 'light' });
    expect(open().read().theme).toBe('light');
    expect(asides()).toHaveLength(1);
  });

  it('stays in place when it cannot be read, and no change overwrites it', () => {
    mkdirSync(join(dir(), 'settings.json'), { recursive: true });
    expect(open().read()).toEqual(DEFAULT_SETTINGS);
    expect(() => open().change({ theme: 'dark' })).toThrow(/cannot be read \(EISDIR\)/);
    expect(statSync(join(dir(), 'settings.json')).isDirectory()).toBe(true);
  });

  it('reports that its folder cannot be created', () => {
    writeFileSync(dir(), 'a file where a folder is wanted');
    expect(() => open().change({ theme: 'dark' })).toThrow(AppError);
    expect(readFileSync(dir(), 'utf8')).toBe('a file where a folder is wanted');
  });

  it('refuses an invalid value, and keeps the previous one', () => {
    open().change({ trashDays: 9 });
    expect(() => open().change({ trashDays: 0 })).toThrow(/at least 1 day/);
    expect(open().read().trashDays).toBe(9);
  });
});
