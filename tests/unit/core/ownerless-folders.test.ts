import { chmodSync, existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeOwnerlessFolders } from '@core/ownerless-folders';
import { ownIdentity } from '@core/process/identity';
import { expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const HOUR_S = 3_600;

function planted(name: string, files: Record<string, string> = {}, ageS = HOUR_S): string {
  const path = join(scratch.path, name);
  mkdirSync(path, { mode: 0o700 });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  const changed = Date.now() / 1000 - ageS;
  utimesSync(path, changed, changed);
  return path;
}

const owner = JSON.stringify(ownIdentity());

it('removes folders whose creation failed: empty, or with an owner file that is empty or cut off', () => {
  const failed = [
    planted('ct-aaaaaa'),
    planted('ct-aaaaab', { 'owner.json': '' }),
    planted('ct-aaaaac', { 'owner.json': owner.slice(0, 20) }),
  ];
  const found = removeOwnerlessFolders(scratch.path);
  expect(found.removed.sort()).toEqual(failed);
  expect(found.leftAlone).toEqual([]);
  expect(failed.filter(existsSync)).toEqual([]);
});

it('leaves a folder alone that another process may just be creating', () => {
  const young = planted('ct-aaaaaa', { 'owner.json': '' }, 5);
  expect(removeOwnerlessFolders(scratch.path)).toEqual({ removed: [], leftAlone: [] });
  expect(existsSync(young)).toBe(true);
});

it('reports a folder with other content, or with an owner of another version, and leaves it', () => {
  const used = [planted('ct-aaaaaa', { 'podman.sock': '' }), planted('ct-aaaaab', { 'owner.json': '{"version":9}' })];
  const linked = planted('ct-aaaaac');
  symlinkSync('/etc/hostname', join(linked, 'owner.json'));
  utimesSync(linked, Date.now() / 1000 - HOUR_S, Date.now() / 1000 - HOUR_S);
  const found = removeOwnerlessFolders(scratch.path);
  expect(found.removed).toEqual([]);
  expect(found.leftAlone.sort()).toEqual([...used, linked]);
});

it('ignores what has an owner, another name, or may be of somebody else', () => {
  planted('ct-aaaaaa', { 'owner.json': owner });
  planted('ct-longname');
  planted('other');
  chmodSync(planted('ct-aaaaab'), 0o777);
  symlinkSync(planted('elsewhere'), join(scratch.path, 'ct-aaaaac'));
  writeFileSync(join(scratch.path, 'ct-aaaaad'), '');
  expect(removeOwnerlessFolders(scratch.path)).toEqual({ removed: [], leftAlone: [] });
  expect(removeOwnerlessFolders(join(scratch.path, 'nowhere'))).toEqual({ removed: [], leftAlone: [] });
});
