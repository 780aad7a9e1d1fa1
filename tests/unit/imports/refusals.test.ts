import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { brokenArchive } from '@core/archive/archive-error';
import { SUPPORTED_ARCHIVES } from '@core/archive/archive-kind';
import { ENTRY_FAULTS } from '@core/archive/entry-place';
import { notRegularFile } from '@core/archive/foreign-error';
import { ENCRYPTED } from '@core/archive/read-zip';
import { CHECKSUM_FAULTS } from '@core/imports/checksums';
import { LEAF_MISSING } from '@core/imports/exported-record';
import { noTraceIn } from '@core/imports/find-traces';
import { LIBRARY_FOLDER_HINT } from '@core/imports/import-source';
import { AppError } from '@shared/model/app-error';
import { DEEPEST_DATA } from '@shared/model/json';
import { beforeEach, describe, expect, it } from 'vitest';
import { RUN_ID, recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';
import { ImportScene, pictureOf } from './import-scene';
import { type RawEntry, rawTar, rawZip } from './raw-archives';
import { exportEntries, FILES, sumsOf, TOP } from './whole-export';

const scratch = scratchFolder();
let scene: ImportScene;
beforeEach(() => {
  scene = new ImportScene(scratch.path);
});

async function refusal(path: string, how: 'copy' | 'reference' = 'copy'): Promise<AppError> {
  const outside = scene.outside();
  const error: unknown = await scene.runImport(path, { how }).then(
    () => 'it was imported',
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  expect(scene.outside()).toEqual(outside);
  expect(scene.leftovers()).toEqual([]);
  expect(await scene.library.rows()).toEqual([]);
  expect((error as AppError).hint).not.toBe('');
  return error as AppError;
}

function given(bytes: Buffer): string {
  const path = scene.at('given');
  writeFileSync(path, bytes);
  return path;
}

const CONTAINER = {
  ...{ engine: 'podman', id: 'a', name: 'a', image: 'i', imageId: 'i', startedAtMs: 0, endedAtMs: null },
  ...{ exitCode: null, pidNs: null, namespaces: {}, witnesses: [], processes: [] },
};

const trace = (record: object): Record<string, string> => ({ 'trace.json': JSON.stringify(record) });

const ENTRIES: [what: string, entry: RawEntry, says: string][] = [
  ['a name that leads outside', { name: '../victim', content: 'x' }, ENTRY_FAULTS.outside],
  ['a name that leads outside from within', { name: `${TOP}/../../victim` }, ENTRY_FAULTS.outside],
  ['an absolute name', { name: '/etc/ct-never' }, ENTRY_FAULTS.absolute],
  ['a backslash', { name: 'a\\..\\b' }, ENTRY_FAULTS.backslash],
  ['a control sequence', { name: 'a\u001b[2Jb' }, ENTRY_FAULTS.controlCharacter],
  ['a symbolic link', { name: `${TOP}/link`, type: '2', link: '/etc/passwd' }, 'a symbolic link'],
  ['a device', { name: `${TOP}/null`, type: '3' }, 'a device'],
  ['a named pipe', { name: `${TOP}/pipe`, type: '6' }, 'a named pipe'],
  ['an entry below a file', { name: `${TOP}/commands.sh/below` }, ENTRY_FAULTS.belowFile],
  ['an entry twice', { name: `${TOP}/commands.sh`, content: 'x' }, ENTRY_FAULTS.twice],
  ['a path of too many folders', { name: `${'d/'.repeat(30)}x` }, ENTRY_FAULTS.deep],
  ['a path of a kilobyte', { name: `${'long-name/'.repeat(15)}${'n'.repeat(900)}` }, ENTRY_FAULTS.longPath],
  ['a name that Electron treats as an archive', { name: `${TOP}/app.asar`, content: 'x' }, ENTRY_FAULTS.asar],
];

describe('what an archive may not have in it is named, as a tar and as a zip', () => {
  for (const [what, entry, says] of ENTRIES)
    it(what, async () => {
      const [first, ...rest] = exportEntries();
      const entries = [...(first ? [first] : []), entry, ...rest];
      for (const bytes of [rawTar(entries), gzipSync(rawTar(entries)), rawZip(entries)]) {
        const error = await refusal(given(bytes));
        expect(error.message).toContain(says);
        expect(error.code).toBe('config');
        expect(error.message).not.toMatch(/[\u0000-\u001f]/);
      }
    });

  it('a hard link, which a tar alone can hold', async () => {
    const link = { name: `${TOP}/hard`, type: '1', link: '../victim' };
    expect((await refusal(given(rawTar([...exportEntries(), link])))).message).toContain('a hard link');
  });

  it('an encrypted zip', async () => {
    const [first, ...rest] = exportEntries();
    const error = await refusal(given(rawZip([{ ...first, name: first?.name ?? '', encrypted: true }, ...rest])));
    expect(error.message).toContain(ENCRYPTED);
  });
});

describe('an archive that is no whole one', () => {
  it('is no archive', async () => {
    expect((await refusal(given(Buffer.from('<html>')))).hint).toContain(SUPPORTED_ARCHIVES);
  });

  it('was cut off, wherever', async () => {
    const tar = rawTar(exportEntries());
    for (const cut of [600, tar.length / 2, tar.length - 1024])
      expect((await refusal(given(tar.subarray(0, cut)))).hint).toBe(brokenArchive('', '').hint);
    const packed = gzipSync(tar);
    expect((await refusal(given(packed.subarray(0, packed.length - 20)))).code).toBe('config');
    const zip = rawZip(exportEntries());
    expect((await refusal(given(zip.subarray(0, zip.length - 30)))).code).toBe('config');
  });

  it('has more entries than any trace, or grows beyond measure', { timeout: 60_000 }, async () => {
    const one = rawTar([{ name: 'd/', type: '5' }], { end: false });
    const many = Buffer.alloc(200_001 * one.length, one);
    expect((await refusal(given(gzipSync(many, { level: 1 })))).message).toContain('200,000 entries');
    const bomb = rawZip([{ name: `${TOP}/zeros`, content: Buffer.alloc(300 * 1_048_576) }]);
    expect((await refusal(given(bomb))).message).toContain('250 times its size');
  });

  it('finds no room on the disk', async () => {
    const floorBytes = Number.MAX_SAFE_INTEGER;
    for (const bytes of [rawTar(exportEntries()), rawZip(exportEntries())])
      await expect(scene.runImport(given(bytes), { floorBytes })).rejects.toMatchObject({ code: 'command' });
    expect(scene.leftovers()).toEqual([]);
  });

  it('holds no trace', async () => {
    const path = given(rawTar([{ name: 'a/readme', content: 'x' }]));
    expect((await refusal(path)).message).toBe(noTraceIn(path).message);
  });
});

describe('an export that is not as it was exported', () => {
  const packed = (files: Record<string, string>): Buffer => rawTar(exportEntries(files));

  it('names the file whose checksum differs, that is missing, or that was added', async () => {
    const entries = exportEntries();
    const of = (name: string) => entries.findIndex((one) => one.name === `${TOP}/${name}`);
    const changed = entries.with(of('run.log'), { name: `${TOP}/run.log`, content: 'changed' });
    expect((await refusal(given(rawTar(changed)))).message).toContain(`“run.log” ${CHECKSUM_FAULTS.differs}`);
    expect((await refusal(given(rawTar(entries.toSpliced(of('run.log'), 1))))).message).toContain(
      `“run.log” ${CHECKSUM_FAULTS.missing}`,
    );
    expect((await refusal(given(rawTar([...entries, { name: `${TOP}/more`, content: '' }])))).message).toContain(
      `“more” ${CHECKSUM_FAULTS.notListed}`,
    );
  });

  it.each([
    ['an id that is a path', { ...recordOf(), id: '../../etc' }, 'id looks like'],
    ['a recording that goes on', recordOf({ state: 'recording' }), `The trace ${RUN_ID}`],
    ['no record of ours', { hello: 1 }, 'is not valid'],
    ['a time that is none', recordOf({ createdAt: 'now' }), 'createdAt'],
    ['a year of five digits', recordOf({ endedAt: '+012345-01-01T00:00:00.000Z' }), 'endedAt'],
    ['fewer events than none', recordOf({ events: -5 }), 'events'],
    ['a duration below zero', recordOf({ durationMs: -1e300 }), 'durationMs'],
    ['a title of megabytes', recordOf({ title: 't'.repeat(3_000_000) }), 'title'],
    ['more tags than a trace has', recordOf({ tags: Array.from({ length: 51 }, String) }), 'tags'],
    ['a leaf elsewhere', withLeaves('../../outside'), `“../../outside” ${LEAF_MISSING}`],
    ['a leaf that is not there', withLeaves('a-kernel'), `“a-kernel” ${LEAF_MISSING}`],
  ])('has %s', async (_what, record, says) => {
    expect((await refusal(given(packed(trace(record))))).message).toContain(says);
  });

  it.each(['trace.json', 'containers.json'])('has a %s that nests as deep as its size allows', async (name) => {
    const files = { ...trace(recordOf()), [name]: '['.repeat(1_000_000) + ']'.repeat(1_000_000) };
    const error = await refusal(given(packed(files)));
    expect(error.code).toBe('config');
    expect(error.message).toContain(name);
    expect(error.message).toContain(`${DEEPEST_DATA} levels`);
    expect(error.detail).toBeUndefined();
  });

  it('has containers that no engine makes', async () => {
    const containers = [{ ...CONTAINER, startedAtMs: 1e300 }];
    const files = { ...trace(recordOf()), 'containers.json': JSON.stringify({ schema: 1, containers }) };
    expect((await refusal(given(packed(files)))).message).toContain('startedAtMs');
  });

  it('has a record of more megabytes than any', async () => {
    const files = trace(recordOf({ notes: 'n'.repeat(5 * 1_048_576) }));
    expect((await refusal(given(packed(files)))).message).toContain('larger than 4 MiB');
  });

  it('is taken without what a terminal would obey', async () => {
    const record = recordOf({ title: '\u001b[31mred\u001b[0m\nline', tags: ['\u202etag'], notes: 'a\u0007b' });
    await scene.runImport(given(packed(trace(record))));
    expect(await scene.library.record(RUN_ID)).toMatchObject({ title: 'red line', tags: ['tag'], notes: 'ab' });
  });
});

function withLeaves(...paths: string[]) {
  const [recording] = recordOf().recordings;
  const leaves = paths.map((path) => ({ path, uid: null, part: null }));
  return recordOf({ recordings: recording ? [{ ...recording, leaves }] : [] });
}

describe('a folder', () => {
  function folder(): string {
    const path = scene.at('given', TOP);
    mkdirSync(path, { recursive: true });
    for (const [name, text] of Object.entries({ ...FILES, SHA256SUMS: sumsOf(FILES) })) {
      mkdirSync(`${path}/${name}`.replace(/\/[^/]*$/, ''), { recursive: true });
      writeFileSync(`${path}/${name}`, text, { mode: 0o644 });
    }
    return path;
  }

  it('comes back exactly, for its owner alone, once; a second time it is recognised or becomes a copy', async () => {
    const path = folder();
    const before = pictureOf(path);
    expect(await scene.runImport(path)).toEqual([{ id: RUN_ID, title: 'ls -la in demo:1', outcome: 'imported' }]);
    expect(await scene.library.record(RUN_ID)).toMatchObject({
      notes: 'Keep',
      tags: ['one'],
      imported: { kind: 'export' },
    });
    expect(await scene.runImport(path)).toMatchObject([{ outcome: 'skipped', existing: 'library' }]);
    await scene.library.delete(RUN_ID);
    expect(await scene.runImport(path)).toMatchObject([{ outcome: 'skipped', existing: 'trash' }]);
    const [copy] = await scene.runImport(path, { duplicate: 'copy' });
    expect(copy).toMatchObject({ outcome: 'copied', title: 'ls -la in demo:1 (copy)' });
    expect(copy?.id).not.toBe(RUN_ID);
    for (const line of pictureOf(scene.library.pathOf(copy?.id ?? '')))
      expect(line.split(' ')[1]).toMatch(/^(40700|100600)$/);
    expect(pictureOf(path)).toEqual(before);
  });

  it('with a link or a pipe in the trace is refused by its name; a loop of links beside it is passed over', async () => {
    const path = folder();
    symlinkSync('.', scene.at('given', 'loop'));
    expect(await scene.runImport(scene.at('given'))).toHaveLength(1);
    await scene.library.deleteNow(RUN_ID);
    symlinkSync('/etc/passwd', `${path}/passwd`);
    expect((await refusal(path)).message).toBe(notRegularFile(`${path}/passwd`).message);
    execFileSync('rm', [`${path}/passwd`]);
    execFileSync('mkfifo', [`${path}/pipe`]);
    expect((await refusal(path)).message).toBe(notRegularFile(`${path}/pipe`).message);
  });

  it('with a pipe as its metadata is refused by its name and kind', async () => {
    const leaf = scene.at('given', 'session', 'kernel');
    mkdirSync(leaf, { recursive: true });
    execFileSync('mkfifo', [`${leaf}/metadata`]);
    const refused = notRegularFile(`${leaf}/metadata`, 'a named pipe').message;
    expect((await refusal(scene.at('given', 'session'))).message).toBe(refused);
  });

  it('that holds the library or lies in it is refused', async () => {
    await scene.library.prepare();
    mkdirSync(scene.at('library', 'inside'));
    for (const path of [scene.root, scene.at('library')])
      await expect(scene.runImport(path)).rejects.toMatchObject({ code: 'config', hint: LIBRARY_FOLDER_HINT });
    const inside = scene.runImport(scene.at('library', 'inside'));
    await expect(inside).rejects.toMatchObject({ code: 'config', hint: LIBRARY_FOLDER_HINT });
    expect(readdirSync(scene.at('library', 'inside'))).toEqual([]);
  });

  it('is cancelled at any moment, and leaves nothing', async () => {
    const cancel = new AbortController();
    cancel.abort();
    await expect(scene.runImport(folder(), {}, cancel.signal)).rejects.toThrow();
    await expect(scene.runImport(given2(rawTar(exportEntries())), {}, cancel.signal)).rejects.toThrow();
    // In the middle of an entry of 3 GiB, of which the disk holds nothing.
    const large = 3 * 1024 ** 3;
    const path = given2(rawTar([{ name: 'large/channel_0', saidBytes: large }], { end: false }));
    truncateSync(path, 1024 + large);
    const later = new AbortController();
    const going = scene.runImport(path, { onProgress: () => later.abort() }, later.signal);
    await expect(going).rejects.toMatchObject({ name: 'AbortError' });
    expect(scene.leftovers()).toEqual([]);
    expect(await scene.library.rows()).toEqual([]);
  });

  function given2(bytes: Buffer): string {
    const path = scene.at('given', 'archive');
    writeFileSync(path, bytes);
    return path;
  }
});
