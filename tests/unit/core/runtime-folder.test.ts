import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownIdentity } from '@core/process/identity';
import { makeRuntimeFolder, orphanedRuntimeFolders, removeRuntimeFolder } from '@core/runtime-folder';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const own = (path: string, owner: unknown): void => writeFileSync(join(path, 'owner.json'), JSON.stringify(owner));
const planted = (name: string, owner?: unknown): string => {
  const path = join(scratch.path, name);
  mkdirSync(path);
  if (owner !== undefined) own(path, owner);
  return path;
};
const dead = { ...ownIdentity(), startTime: '1' };

describe('a runtime folder', () => {
  it('is private to its owner, names the owner, and is no orphan while the owner is running', () => {
    const path = makeRuntimeFolder(join(scratch.path, 'base'));
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(JSON.parse(readFileSync(join(path, 'owner.json'), 'utf8'))).toEqual(ownIdentity());
    expect(orphanedRuntimeFolders(join(scratch.path, 'base'))).toEqual([]);
    removeRuntimeFolder(path);
    expect(() => statSync(path)).toThrow();
  });

  it('is an orphan after its process has ended, also if the pid was reused or the machine was restarted', () => {
    const orphans = [
      planted('ct-aaaaaa', dead),
      planted('ct-bbbbbb', { ...ownIdentity(), bootId: 'another' }),
      planted('ct-cccccc', { ...ownIdentity(), pid: 4_194_304 }),
    ];
    expect(orphanedRuntimeFolders(scratch.path).sort()).toEqual(orphans);
  });

  it("is left alone when it may be somebody else's", () => {
    planted('ct-notours', dead);
    planted('ct-aaaaab');
    planted('other', dead);
    planted('ct-aaaaac', { pid: -1 });
    own(planted('ct-aaaaad'), 'text');
    chmodSync(planted('ct-aaaaae', dead), 0o777);
    symlinkSync(planted('elsewhere', dead), join(scratch.path, 'ct-aaaaaf'));
    expect(orphanedRuntimeFolders(scratch.path)).toEqual([]);
    expect(orphanedRuntimeFolders(join(scratch.path, 'nowhere'))).toEqual([]);
  });

  it('reports where it cannot be created', () => {
    writeFileSync(join(scratch.path, 'file'), '');
    expect(() => makeRuntimeFolder(join(scratch.path, 'file'))).toThrow(
      expect.objectContaining({ code: 'denied', hint: expect.stringContaining('CONTAINERS_TRACE_RUNTIME_DIR') }),
    );
  });
});
