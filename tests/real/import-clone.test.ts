import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { inWorld } from '../setup/in-world';
import { runCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { FILES, TOP } from '../unit/imports/whole-export';
import { RUN_ID } from '../unit/setup/configs';

/** A sparse file: the real disk contains only the written parts. */
const DISK_BYTES = 16 * 1024 ** 3;
const BALLAST = randomBytes(48 * 1_048_576);
const importedSchema = z.object({ imported: z.tuple([z.object({ traces: z.tuple([z.object({ id: z.string() })]) })]) });

inWorld('import on a file system that can clone files (Btrfs in a loop device)', () => {
  let disk = '';
  let given = '';
  beforeAll(() => {
    disk = mkdtempSync(join(world().folder, 'btrfs-'));
    const image = `${disk}.image`;
    writeFileSync(image, '');
    truncateSync(image, DISK_BYTES);
    runTool('mkfs.btrfs', ['--quiet', image]);
    runTool('mount', ['-t', 'btrfs', '-o', 'loop', image, disk]);
    given = join(disk, 'given', TOP);
    for (const [path, content] of Object.entries({ ...FILES, ballast: BALLAST })) {
      mkdirSync(join(given, path, '..'), { recursive: true });
      writeFileSync(join(given, path), content);
    }
    own(disk);
    runTool('chown', ['-R', `${world().user.uid}:${world().user.gid}`, given]);
  });
  afterAll(() => {
    runTool('umount', [disk]);
  });

  const own = (path: string): string => {
    chownSync(path, world().user.uid, world().user.gid);
    return path;
  };
  /** Bytes of a file's data on the disk that it shares with no other file. */
  const ownBytes = (path: string): number => {
    runTool('sync', ['-f', path]);
    const [, figures = ''] = runTool('btrfs', ['filesystem', 'du', '--raw', '-s', path]).trim().split('\n');
    return Number(figures.trim().split(/\s+/)[1]);
  };
  const imported = async (library: string): Promise<string> => {
    const result = await runCli(['import', given, '--json', '--library', library], { as: 'user' });
    expect(result.code, result.stderr).toBe(0);
    expect(importedSchema.parse(result.json()).imported[0].traces[0].id).toBe(RUN_ID);
    return join(library, RUN_ID, 'ballast');
  };

  it('shares the data on the same disk, and a later change of one copy does not change the other', async () => {
    const copy = await imported(own(mkdtempSync(join(disk, 'library-'))));
    expect(readFileSync(copy).equals(BALLAST)).toBe(true);
    expect(statSync(copy)).toMatchObject({ size: BALLAST.length, uid: world().user.uid });
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    // A real copy would take this much, so the figure proves the clone.
    runTool('cp', ['--reflink=never', copy, join(disk, 'written')]);
    expect(ownBytes(join(disk, 'written'))).toBe(BALLAST.length);
    expect(ownBytes(copy)).toBe(0);
    expect(ownBytes(join(given, 'ballast'))).toBe(0);
    writeFileSync(join(given, 'ballast'), 'changed', { flag: 'r+' });
    expect(readFileSync(copy).equals(BALLAST)).toBe(true);
    writeFileSync(join(given, 'ballast'), BALLAST);
  });

  it('copies every byte on another disk, where a clone is refused', async () => {
    const copy = await imported(own(mkdtempSync(join(world().folder, 'library-'))));
    expect(readFileSync(copy).equals(BALLAST)).toBe(true);
    expect(statSync(copy).dev).not.toBe(statSync(given).dev);
    expect(statSync(copy).mode & 0o777).toBe(0o600);
  });
});
