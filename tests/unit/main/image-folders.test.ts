import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsFile } from '@core/settings/settings-file';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ImageFolders } from '../../../src/main/image-folders';

let folder: string;
let settings: SettingsFile;
const made = (...names: string[]): string => {
  const path = join(folder, ...names);
  mkdirSync(path, { recursive: true });
  return path;
};
const folders = (env: Record<string, string> = {}): ImageFolders => new ImageFolders(settings, env);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-image-folders-'));
  settings = new SettingsFile(join(folder, 'config'), () => undefined);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps what is added, once, and takes the last change back', () => {
  const [sifs, sandboxes] = [made('sifs'), made('sandboxes')];
  const ours = folders();
  expect(ours.add(`${sifs}/`).imageDirs).toEqual([sifs]);
  expect(() => ours.add(sifs)).toThrow(/one of the folders already/);
  expect(ours.add(sandboxes).imageDirs).toEqual([sifs, sandboxes]);
  expect(ours.takeBack().imageDirs).toEqual([sifs]);
  expect(ours.remove(sifs).imageDirs).toEqual([]);
  expect(() => ours.remove(sifs)).toThrow(/do not name the folder/);
  expect(ours.takeBack().imageDirs).toEqual([sifs]);
  expect(settings.read().imageDirs).toEqual([sifs]);
});

it('has nothing to take back before the first change', () => {
  expect(() => folders().takeBack()).toThrow(/Nothing was changed/);
});

it('refuses what is no folder, and the file system of one container', () => {
  writeFileSync(join(folder, 'file'), '');
  made('sandbox', '.singularity.d');
  made('plain', 'usr');
  made('plain', 'etc');
  for (const [name, why] of [
    ['nothing', /is no folder that can be read \(ENOENT\)/],
    ['file', /is no folder that can be read \(ENOTDIR\)/],
    ['sandbox', /is the file system of one container/],
    ['plain', /is the file system of one container/],
  ] as const)
    expect(() => folders().add(join(folder, name)), name).toThrow(why);
  expect(settings.read().imageDirs).toEqual([]);
});

it('holds no more than fifty', () => {
  const ours = folders();
  for (let at = 0; at < 50; at++) ours.add(made('many', String(at)));
  expect(() => ours.add(made('many', 'more'))).toThrow(/at most 50 folders of images/);
  expect(ours.takeBack().imageDirs, 'what was refused is no change').toHaveLength(49);
});

it('tells which cannot be read now, and what the environment adds', () => {
  const [here, gone] = [made('here'), made('gone')];
  const ours = folders({ CONTAINERS_TRACE_IMAGES: '/a:relative::/b' });
  ours.add(here);
  ours.add(gone);
  rmSync(gone, { recursive: true });
  expect(ours.places()).toEqual({ unreadable: [gone], byEnvironment: ['/a', '/b'] });
});
