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
/** The error that refuses a folder. @param data a part of the message that identifies the error */
const refusal = (code: string, data: string): unknown =>
  expect.objectContaining({ code, message: expect.stringContaining(data) });
const folders = (env: Record<string, string> = {}): ImageFolders => new ImageFolders(settings, env);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-image-folders-'));
  settings = new SettingsFile(join(folder, 'config'), () => undefined);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('adds a folder once, and undoes the last change', () => {
  const [sifs, sandboxes] = [made('sifs'), made('sandboxes')];
  const ours = folders();
  expect(ours.add(`${sifs}/`).imageDirs).toEqual([sifs]);
  expect(() => ours.add(sifs)).toThrow(refusal('config', sifs));
  expect(ours.add(sandboxes).imageDirs).toEqual([sifs, sandboxes]);
  expect(ours.undo().imageDirs).toEqual([sifs]);
  expect(ours.remove(sifs).imageDirs).toEqual([]);
  expect(() => ours.remove(sifs)).toThrow(refusal('missing', sifs));
  expect(ours.undo().imageDirs).toEqual([sifs]);
  expect(settings.read().imageDirs).toEqual([sifs]);
});

it('has nothing to undo before the first change', () => {
  expect(() => folders().undo()).toThrow(expect.objectContaining({ code: 'missing' }));
});

it('refuses a path that is not a folder, and a folder that is the file system of a single container', () => {
  writeFileSync(join(folder, 'file'), '');
  made('sandbox', '.singularity.d');
  made('plain', 'usr');
  made('plain', 'etc');
  for (const [name, why] of [
    ['nothing', 'ENOENT'],
    ['file', 'ENOTDIR'],
    ['sandbox', join(folder, 'sandbox')],
    ['plain', join(folder, 'plain')],
  ] as const)
    expect(() => folders().add(join(folder, name)), name).toThrow(refusal('config', why));
  expect(settings.read().imageDirs).toEqual([]);
});

it('accepts at most 50 folders', () => {
  const ours = folders();
  for (let at = 0; at < 50; at++) ours.add(made('many', String(at)));
  expect(() => ours.add(made('many', 'more'))).toThrow(refusal('config', '50'));
  expect(ours.undo().imageDirs, 'a refused folder is no change').toHaveLength(49);
});

it('lists the folders that cannot be read, and those that the environment adds', () => {
  const [here, gone] = [made('here'), made('gone')];
  const ours = folders({ CONTAINERS_TRACE_IMAGES: '/a:relative::/b' });
  ours.add(here);
  ours.add(gone);
  rmSync(gone, { recursive: true });
  expect(ours.places()).toEqual({ unreadable: [gone], byEnvironment: ['/a', '/b'] });
});
