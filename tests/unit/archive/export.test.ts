import { createHash, randomBytes } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type ExportOrder, exportTrace } from '@core/archive/export-trace';
import { NOT_A_FILE_HINT } from '@core/archive/read-error';
import { FOLDER_GONE_HINT } from '@core/archive/trace-entries';
import { targetExists } from '@core/archive/write-error';
import { ARCHIVE_FORMATS, type ArchiveFormat } from '@shared/archive/formats';
import { topFolderOf } from '@shared/archive/layout';
import { execa } from 'execa';
import { beforeEach, describe, expect, it } from 'vitest';
import { recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';
import { linkLeaf, makeTrace } from './trace-of';

const ID = '20260102-030405-0a1b2c';
const TOP = topFolderOf({ title: 'ls -la in demo:1', id: ID });
const LEAF = 'ls-ust-uid-1000';
const STREAM = randomBytes(3_000_000);
const FILES = {
  [`${LEAF}/metadata`]: 'CTF',
  [`${LEAF}/channel0_0`]: STREAM,
  [`${LEAF}/index/channel0_0.idx`]: 'index',
  [`${LEAF}/empty_0`]: '',
  [`${LEAF}/a name\nwith spaces, Ümläut and a newline`]: 'odd',
};
const NEVER = new AbortController().signal;
const scratch = scratchFolder();
let library = '';
let out = '';
beforeEach(() => {
  library = join(scratch.path, 'library');
  out = join(scratch.path, 'out');
  for (const folder of [library, out]) mkdirSync(folder);
});

const around = () => ({ libraryDir: library, runtimeDir: join(scratch.path, 'run') });
const write = (
  folder: string,
  name: string,
  format: ArchiveFormat,
  change: Partial<ExportOrder> = {},
  signal = NEVER,
  onProgress?: (done: number, total: number | null) => void,
) =>
  exportTrace(folder, { path: join(out, name), format, force: false, ...change }, around(), {
    signal,
    ...(onProgress ? { onProgress: ({ doneBytes, totalBytes }) => onProgress(doneBytes, totalBytes) } : {}),
  });
/** Nothing of an export is anywhere, its promise neither. */
const expectNothing = (): void => {
  expect(readdirSync(out)).toEqual([]);
  expect(readdirSync(join(library, '.journal'))).toEqual([]);
};

async function unpack(name: string, format: ArchiveFormat): Promise<string> {
  if (format === 'folder') return join(out, name);
  const into = mkdtempSync(join(scratch.path, 'in-'));
  if (format === 'zip') await execa('unzip', ['-q', '-^', join(out, name), '-d', into], { env: { LC_ALL: 'C.UTF-8' } });
  else await execa('tar', ['--zstd', '-xf', join(out, name), '-C', into]);
  expect(readdirSync(into)).toEqual([TOP]);
  return join(into, TOP);
}

describe.each(ARCHIVE_FORMATS)('%s', (format) => {
  const name = format === 'folder' ? TOP : `t.${format}`;

  it('holds every file with its bytes, and a list that sha256sum agrees with', async () => {
    const folder = makeTrace(library, ID, FILES);
    for (const left of ['.reserve', 'trace.json.123.new']) writeFileSync(join(folder, left), 'not for others');
    symlinkSync('/etc/passwd', join(folder, 'a link'));
    const seen: [number, number | null][] = [];
    const exported = await write(folder, name, format, {}, NEVER, (...figures) => seen.push(figures));
    const there = await unpack(name, format);
    expect(readdirSync(there, { recursive: true }).sort()).toEqual(
      [...Object.keys(FILES), 'trace.json', 'containers.json', 'run.log', 'SHA256SUMS', LEAF, `${LEAF}/index`].sort(),
    );
    for (const [path, data] of Object.entries(FILES))
      expect(readFileSync(join(there, path)).equals(Buffer.from(data))).toBe(true);
    await execa('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: there });
    expect(exported).toMatchObject({ id: ID, format, files: 8 });
    expect(exported.sha256).toBe(
      format === 'folder' ? null : createHash('sha256').update(readFileSync(exported.path)).digest('hex'),
    );
    const total = seen[0]?.[1];
    expect(seen.at(-1)).toEqual([total, total]);
    expect(readdirSync(out)).toEqual([name]);
    expect(readdirSync(join(library, '.journal'))).toEqual([]);
  });

  it('is never written over, but for a file when that is asked for', async () => {
    const folder = makeTrace(library, ID, FILES);
    await write(folder, name, format);
    await expect(write(folder, name, format)).rejects.toMatchObject({
      code: 'config',
      message: targetExists(join(out, name), format === 'folder').message,
    });
    const again = write(folder, name, format, { force: true });
    if (format === 'folder') await expect(again).rejects.toMatchObject({ code: 'config' });
    else await again;
    expect(readdirSync(out)).toEqual([name]);
  });

  it('leaves nothing when it is cancelled in the middle', async () => {
    const folder = makeTrace(library, ID, FILES);
    const cancel = new AbortController();
    const going = write(folder, name, format, {}, cancel.signal, (done) => done > 1_000_000 && cancel.abort());
    await expect(going).rejects.toMatchObject({ code: 'cancelled' });
    expectNothing();
  });

  it('ends with the file’s name and leaves nothing when a file is gone or grows in the middle', async () => {
    const folder = makeTrace(library, ID, FILES);
    const stream = join(folder, LEAF, 'channel0_0');
    const cut = write(folder, name, format, {}, NEVER, (done) => done === 0 && writeFileSync(stream, 'shorter'));
    await expect(cut).rejects.toMatchObject({
      code: 'command',
      message: expect.stringContaining('channel0_0 changed'),
    });
    const gone = write(folder, name, format, {}, NEVER, (done) => done === 0 && rmSync(stream));
    await expect(gone).rejects.toMatchObject({
      code: 'missing',
      message: expect.stringContaining('channel0_0'),
    });
    expectNothing();
  });

  it('goes on as it was when the trace is renamed or moved to the trash meanwhile', async () => {
    const folder = makeTrace(library, ID, FILES);
    const change = (done: number): void => {
      if (done !== 0) return;
      writeFileSync(join(folder, 'trace.json'), '{"title":"another"}');
      renameSync(folder, join(library, 'away'));
    };
    await write(folder, name, format, {}, NEVER, change);
    const there = await unpack(name, format);
    expect(JSON.parse(readFileSync(join(there, 'trace.json'), 'utf8'))).toMatchObject({
      id: ID,
      title: 'ls -la in demo:1',
    });
    await execa('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: there });
  });

  it('follows the links of a trace that is held by reference, and says when they lead nowhere', async () => {
    const foreign = join(scratch.path, 'foreign');
    mkdirSync(join(foreign, 'index'), { recursive: true });
    writeFileSync(join(foreign, 'channel0_0'), STREAM);
    writeFileSync(join(foreign, 'index/channel0_0.idx'), 'index');
    const imported = { at: '2026-01-02T03:04:05Z', from: foreign, how: 'reference', kind: 'ctf' } as const;
    const recordings = recordOf().recordings.map((one) => ({
      ...one,
      daemon: null,
      leaves: [{ path: LEAF, uid: 1000, part: null }],
    }));
    const folder = makeTrace(library, ID, {}, { imported, recordings });
    linkLeaf(folder, LEAF, foreign, ['channel0_0', 'index']);
    await write(folder, name, format);
    const there = await unpack(name, format);
    expect(readFileSync(join(there, LEAF, 'channel0_0')).equals(STREAM)).toBe(true);
    expect(readFileSync(join(there, LEAF, 'index/channel0_0.idx'), 'utf8')).toBe('index');
    rmSync(join(out, name), { recursive: true });
    // A link in the place of a stream, before and after the list of files was made: what it leads to is not the trace's.
    const secret = join(scratch.path, 'secret');
    writeFileSync(secret, 'secret');
    const swap = (): void => {
      rmSync(join(foreign, 'channel0_0'));
      symlinkSync(secret, join(foreign, 'channel0_0'));
    };
    const swapped = write(folder, name, format, {}, NEVER, (done) => done === 0 && swap());
    await expect(swapped).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('channel0_0'),
      hint: NOT_A_FILE_HINT,
    });
    expectNothing();
    await expect(write(folder, name, format)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringMatching(/channel0_0.*channel0_0/),
    });
    expectNothing();
    rmSync(foreign, { recursive: true });
    await expect(write(folder, name, format)).rejects.toMatchObject({
      code: 'missing',
      message: expect.stringContaining(`${LEAF}/`),
      hint: FOLDER_GONE_HINT,
    });
    expectNothing();
  });
});

it.each(['zip', 'tar.zst'] as const)(
  '%s: the same trace, the same bytes, also of a copied library and in another time zone',
  async (format) => {
    const folder = makeTrace(library, ID, FILES);
    const copy = join(scratch.path, 'copied library');
    cpSync(library, copy, { recursive: true });
    utimesSync(join(copy, ID, LEAF, 'channel0_0'), 1, 1);
    const zone = process.env['TZ'];
    const first = await write(folder, `1.${format}`, format);
    process.env['TZ'] = 'America/New_York';
    const second = await write(join(copy, ID), `2.${format}`, format);
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    expect(second.sha256).toBe(first.sha256);
    const list =
      format === 'zip'
        ? await execa('zipinfo', ['-lT', first.path])
        : await execa('tar', ['--zstd', '--utc', '--full-time', '-tvf', first.path]);
    expect(list.stdout).toMatch(
      format === 'zip' ? /drwx------.*20260102\.030406/ : /drwx------ 0\/0 .*2026-01-02 03:04:06/,
    );
  },
);

it('refuses a trace that is being recorded, and takes a damaged one', async () => {
  const half = makeTrace(library, ID, FILES, { state: 'recording' });
  await expect(write(half, 't.zip', 'zip')).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining(ID),
  });
  const other = '20260102-030405-000000';
  await write(makeTrace(library, other, FILES, { state: 'damaged' }), 't.zip', 'zip');
  expect(existsSync(join(out, 't.zip'))).toBe(true);
});

it('offers zip where there is no zstd', async () => {
  const folder = makeTrace(library, ID, FILES);
  const path = process.env['PATH'];
  process.env['PATH'] = scratch.path;
  const failed = write(folder, 't.tar.zst', 'tar.zst');
  await expect(failed).rejects.toMatchObject({
    code: 'missing',
    message: expect.stringContaining('zstd'),
    hint: expect.stringContaining('zip'),
  });
  process.env['PATH'] = path;
  expectNothing();
});
