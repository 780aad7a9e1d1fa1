import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportTrace } from '@core/archive/export-trace';
import { onDisk } from '@core/files/file-names';
import { inspectSource } from '@core/imports/inspect-source';
import { countTrace } from '@core/library/count-trace';
import { AppError } from '@shared/model/app-error';
import { decodeName } from '@shared/model/file-name';
import { execa } from 'execa';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeSmallCtf } from '../../setup/small-ctf';
import { makeTrace } from '../archive/trace-of';
import { RUN_ID } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';
import { ImportScene } from './import-scene';

/** `Größe` as Latin-1 has it: no UTF-8. */
const LATIN = decodeName(Buffer.from('Gr\u00f6\u00dfe', 'latin1'));
const SHOWN = 'Gr\\xF6\\xDFe';
const ODD = ['back\\slash', 'two\nlines', 'car\rriage', ' leading', '*star', LATIN];

const scratch = scratchFolder();
const signal = new AbortController().signal;
let scene: ImportScene;
beforeEach(async () => {
  scene = new ImportScene(scratch.path);
  await mkdir(scene.at('given'));
});

const namesIn = (folder: string): string[] =>
  readdirSync(onDisk(folder), { encoding: 'buffer' })
    .map((name) => decodeName(name))
    .sort();

describe('a name that is not UTF-8', () => {
  it.each(['copy', 'reference'] as const)('is kept with a good trace that is imported by %s', async (how) => {
    const leaf = writeSmallCtf(scene.at('given', 'session'), { events: 5 });
    await rename(join(leaf, 'channel_0'), onDisk(join(leaf, LATIN)));
    const [outcome] = await scene.runImport(scene.at('given'), { how });
    expect(outcome?.outcome).toBe('imported');
    const id = outcome?.id ?? '';
    expect(await countTrace(scene.library, id)).toBe(5);
    const record = await scene.library.record(id);
    const path = record.recordings[0]?.leaves[0]?.path ?? '';
    expect(namesIn(join(scene.library.pathOf(id), path))).toEqual([LATIN, 'metadata'].sort());
    expect((await scene.library.report(id)).files.map((file) => file.path)).toContain(`${path}/${SHOWN}`);
  });

  it('beside a trace, of a file or of a folder, changes nothing', async () => {
    writeSmallCtf(scene.at('given', 'session'));
    await writeFile(onDisk(scene.at('given', LATIN)), 'a note');
    await mkdir(onDisk(scene.at('given', `${LATIN} folder`)));
    expect(await inspectSource(scene.library, scene.at('given'), signal)).toMatchObject({ error: null });
    expect(await scene.runImport(scene.at('given'))).toMatchObject([{ outcome: 'imported', title: 'session' }]);
  });

  it('of a trace’s own folder is readable in its title', async () => {
    const folder = scene.at('given', LATIN);
    writeSmallCtf(scene.at('given', 'session'));
    await rename(scene.at('given', 'session'), onDisk(folder));
    const looked = await inspectSource(scene.library, scene.at('given'), signal);
    expect(looked).toMatchObject({ error: null, traces: [{ title: SHOWN }] });
    expect(await scene.runImport(scene.at('given'))).toMatchObject([{ outcome: 'imported', title: SHOWN }]);
  });

  it('is named in full when it is what keeps a trace from being imported', async () => {
    const leaf = writeSmallCtf(scene.at('given', 'session'));
    await execa('mkfifo', [`${leaf}/pipe`]);
    await rename(`${leaf}/pipe`, onDisk(join(leaf, LATIN)));
    await expect(scene.runImport(scene.at('given'))).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining(SHOWN),
    });
  });
});

describe('an exported trace with odd names', () => {
  const EXPORTED = '20260102-030405-0a1b2d';
  const around = () => ({ libraryDir: scene.library.dir, runtimeDir: scene.at('runtime') });

  beforeEach(async () => {
    const folder = makeTrace(scene.at('outside'), EXPORTED, { 'a/plain': 'plain' });
    for (const name of ODD) await writeFile(onDisk(join(folder, 'a', name)), JSON.stringify(name));
  });

  it('comes back exactly as a folder, and sha256sum(1) reads its list', async () => {
    const path = scene.at('given', 'export');
    await exportTrace(scene.at('outside', EXPORTED), { path, format: 'folder', force: false }, around(), { signal });
    await execa('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: path });
    await scene.runImport(path);
    const back = join(scene.library.pathOf(EXPORTED), 'a');
    expect(namesIn(back)).toEqual([...ODD, 'plain'].sort());
    for (const name of ODD) expect(readFileSync(onDisk(join(back, name)), 'utf8')).toBe(JSON.stringify(name));
  });

  it.each(['zip', 'tar.zst'] as const)('is refused by name as %s, which cannot hold them', async (format) => {
    const folder = makeTrace(scene.at('outside'), RUN_ID, {});
    await writeFile(onDisk(join(folder, LATIN)), '');
    const path = scene.at('given', `x.${format}`);
    const error = await exportTrace(folder, { path, format, force: false }, around(), { signal }).then(
      () => expect.unreachable('it was exported'),
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'config', message: expect.stringContaining(SHOWN) });
    expect(readdirSync(scene.at('given'))).toEqual([]);
  });

  it('is told from one whose list was changed', async () => {
    const path = scene.at('given', 'export');
    await exportTrace(scene.at('outside', EXPORTED), { path, format: 'folder', force: false }, around(), { signal });
    writeFileSync(onDisk(join(path, 'a', LATIN)), 'changed');
    await expect(scene.runImport(path)).rejects.toMatchObject({ message: expect.stringContaining(SHOWN) });
  });
});
