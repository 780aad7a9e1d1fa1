import { chmodSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { errorDataSchema } from '@shared/model/app-error';
import { beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { awaitClean, worldScope } from '../leaks/world-scope';
import { inWorld } from '../setup/in-world';
import { runCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { writeSmallCtf } from '../setup/small-ctf';
import { world } from '../setup/world-state';
import { pictureOf } from '../unit/imports/import-scene';
import { rawTar, rawZip } from '../unit/imports/raw-archives';
import { exportEntries, FILES, TOP } from '../unit/imports/whole-export';

const answerSchema = z.object({
  imported: z.array(z.object({ traces: z.array(z.unknown()), error: errorDataSchema.nullable() })),
});

/** Entries that every library has. */
const OF_ITS_OWN = ['.index.jsonl', '.journal', '.lock'];

inWorld('what a plain user may not read is named, and nothing is imported', () => {
  let outer = '';
  let given = '';
  let library = '';
  beforeEach(() => {
    outer = mkdtempSync(join(world().folder, 'denied-'));
    given = join(outer, 'given');
    library = join(outer, 'library');
    mkdirSync(given);
    mkdirSync(library);
  });

  /** Removes the permissions of one entry, and imports. The user owns all entries, as after a copy from elsewhere. */
  async function refused(named: string, closed: string, mode = 0, ...options: string[]): Promise<void> {
    const { uid, gid } = world().user;
    runTool('chown', ['-R', `${uid}:${gid}`, outer]);
    chmodSync(closed, mode);
    const before = pictureOf(given);
    const result = await runCli(['import', named, ...options, '--json', '--library', library], { as: 'user' });
    const [answer] = answerSchema.parse(result.json()).imported;
    expect(answer).toMatchObject({
      traces: [],
      error: {
        code: 'denied',
        hint: expect.stringContaining('chmod'),
      },
    });
    expect(answer?.error?.message).toContain(basename(closed));
    expect(result.code).toBe(3);
    expect(result.stderr).toContain(basename(closed));
    expect(pictureOf(given)).toEqual(before);
    expect(readdirSync(library).filter((name) => !OF_ITS_OWN.includes(name))).toEqual([]);
    expect(readdirSync(join(library, '.journal'))).toEqual([]);
    await awaitClean({ ...worldScope([]), libraries: [library] });
  }

  /** A trace of two leaves. The unreadable entry is in the second. */
  function session(): { path: string; leaf: string } {
    const path = join(given, 'session');
    writeSmallCtf(path, { uid: 1 });
    const leaf = writeSmallCtf(path, { uid: 2 });
    mkdirSync(join(leaf, 'index'));
    writeFileSync(join(leaf, 'index', 'channel_0.idx'), '');
    return { path, leaf };
  }

  const WAYS = [
    ['by copy', []],
    ['by reference', ['--reference']],
  ] as const;

  for (const [way, options] of WAYS) {
    it.each([
      ['the folder itself', '..', 0],
      ['the folder of a leaf', '', 0],
      ['a folder that can be listed, but not entered', 'index', 0o400],
      ['a folder within a leaf', 'index', 0],
      ['a stream', 'channel_0', 0],
      ['a metadata', 'metadata', 0],
      ['a file in a folder of a leaf', 'index/channel_0.idx', 0],
    ])(`${way}: %s`, async (_what, name, mode) => {
      const { path, leaf } = session();
      await refused(path, name === '..' ? path : join(leaf, name), mode, ...options);
    });

    it.each(['trace.json', 'run.log', 'deep', 'deep/er/notes.txt'])(`${way}: %s of an export`, async (name) => {
      const top = join(given, TOP);
      for (const [path, text] of Object.entries(FILES)) {
        mkdirSync(join(top, path, '..'), { recursive: true });
        writeFileSync(join(top, path), text);
      }
      await refused(top, join(top, name), 0, ...options);
    });

    it(`${way}: the folder that the named one lies in`, async () => {
      const { path } = session();
      runTool('chown', ['-R', `${world().user.uid}:${world().user.gid}`, outer]);
      const before = pictureOf(given);
      chmodSync(given, 0);
      const result = await runCli(['import', path, ...options, '--json', '--library', library], { as: 'user' });
      expect(answerSchema.parse(result.json()).imported[0]?.error).toMatchObject({
        code: 'denied',
        message: expect.stringContaining('session'),
      });
      chmodSync(given, 0o755);
      expect(pictureOf(given)).toEqual(before);
    });
  }

  it.each([
    ['x.zip', rawZip(exportEntries())],
    ['x.tar', rawTar(exportEntries())],
  ])('the archive %s', async (name, bytes) => {
    writeFileSync(join(given, name), bytes);
    await refused(join(given, name), join(given, name));
  });
});
