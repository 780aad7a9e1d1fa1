import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildsInNamespace,
  refuseBuildWithoutIds,
  refuseFakerootWithoutIds,
  rootIdsFinding,
} from '@core/engines/apptainer/fakeroot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = 0;
const ALL = '000001ffffffffff';
const OF_A_CONTAINER = '000001fffeffffff';

let folder = '';
let files = { subuid: '', subgid: '' };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ct-fakeroot-'));
  files = { subuid: join(folder, 'subuid'), subgid: join(folder, 'subgid') };
  mkdirSync(join(folder, 'self'));
  mkdirSync(join(folder, 'sys/kernel'), { recursive: true });
  writeFileSync(join(folder, 'sys/kernel/cap_last_cap'), '40\n');
  can(OF_A_CONTAINER);
});
afterEach(() => rmSync(folder, { recursive: true }));

const can = (capabilities: string): void =>
  writeFileSync(join(folder, 'self/status'), `Name:\tnode\nCapEff:\t${capabilities}\n`);

function write(text: string): void {
  writeFileSync(files.subuid, text);
  writeFileSync(files.subgid, text);
}

const REMEDY = 'usermod --add-subuids 165536-231071 --add-subgids 165536-231071 root';

describe('root without a range of ids in Apptainer', () => {
  beforeEach(() => write('alice:100000:65536\n'));

  it('is refused a build before it begins, with the command that gives root a free range', () => {
    const refused = expect.objectContaining({ code: 'missing', hint: expect.stringContaining(REMEDY) });
    expect(() => refuseBuildWithoutIds(ROOT, files)).toThrow(refused);
  });

  it('is refused the option fakeroot, with both ways out', () => {
    const refused = expect.objectContaining({ code: 'config', hint: expect.stringContaining(REMEDY) });
    expect(() => refuseFakerootWithoutIds(ROOT, files)).toThrow(refused);
  });

  it('is named by the doctor where builds need it', () => {
    expect(rootIdsFinding(ROOT, folder, files)).toMatchObject({ state: 'caution', remedy: REMEDY });
    can(ALL);
    expect(buildsInNamespace(folder)).toBe(false);
    expect(rootIdsFinding(ROOT, folder, files)).toBeUndefined();
  });

  it('is not helped by ranges that are too short, which Apptainer does not add up', () => {
    write('root:300000:40000\nroot:400000:40000\n');
    expect(() => refuseBuildWithoutIds(ROOT, files)).toThrow();
  });
});

describe('a user who needs no range of ids in Apptainer', () => {
  it.each([
    ['root with one', ROOT, 'root:100000:65536\n'],
    ['root with one by number', ROOT, '0:100000:65536\n'],
    ['a plain user, for whom Apptainer has another way', 1000, ''],
  ])('%s is refused nothing', (_who, uid, text) => {
    write(text);
    expect(() => refuseBuildWithoutIds(uid, files)).not.toThrow();
    expect(() => refuseFakerootWithoutIds(uid, files)).not.toThrow();
    expect(rootIdsFinding(uid, folder, files)).toBeUndefined();
  });
});
