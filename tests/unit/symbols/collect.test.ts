import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { crc32 } from '@core/archive/crc32';
import { collectSymbols, type SymbolSources } from '@core/symbols/collect/collect-symbols';
import type { LoadedFile } from '@core/symbols/loads/load-map';
import { AppError } from '@shared/model/app-error';
import tar from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';
import { binary, loaded } from './binaries';

const scratch = scratchFolder();
const ID = 'c0ffee0123';
const never = new AbortController().signal;

/** What is found for each file: its functions, or the reason why there are none. */
async function found(files: readonly LoadedFile[], sources: SymbolSources): Promise<string[]> {
  const loads = { beginNs: 0n, files, processes: [], forks: [] };
  const { symbols } = await collectSymbols(loads, sources, async () => scratch.path, never);
  return files.map((_, file) => {
    const known = symbols.symbolsOf(file);
    if ('gap' in known) return known.gap;
    return Array.from(known.table.address, (_at, index) => known.table.nameOf(index)).join(' ');
  });
}

type Entry = Buffer | { symlink: string } | { link: string };

const put = (files: Record<string, Buffer>): void => {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch.path, path)), { recursive: true });
    writeFileSync(join(scratch.path, path), content);
  }
};

/** The tar stream of an image, and how often it was read. */
function imageWith(entries: Record<string, Entry>) {
  const reads = { count: 0 };
  const stream = (): Readable => {
    const pack = tar.pack();
    for (const [name, entry] of Object.entries(entries))
      if (Buffer.isBuffer(entry)) pack.entry({ name, mode: 0o755 }, entry);
      else if ('symlink' in entry) pack.entry({ name, type: 'symlink', linkname: entry.symlink });
      else pack.entry({ name, type: 'link', linkname: entry.link });
    pack.finalize();
    return pack.pipe(new PassThrough());
  };
  const exportImage = async (read: (from: Readable) => Promise<void>): Promise<void> => {
    reads.count += 1;
    await read(stream());
  };
  return { reads, image: async () => ({ reference: 'demo', export: exportImage }) };
}

describe('the symbols of an image', () => {
  it('are those of the files that were loaded, with the build id that was loaded', async () => {
    const { image, reads } = imageWith({
      'usr/bin/app': binary({ buildId: ID, functions: ['main', 'work'] }),
      './usr/lib/old.so': binary({ buildId: 'bb', functions: ['old'] }),
      'usr/bin/other': binary({ functions: ['never'] }),
      'bin/text': Buffer.from('#!/bin/sh\n'),
    });
    const files = [loaded('/usr/bin/app', ID), loaded('/usr/lib/old.so', 'cc'), loaded('/gone'), loaded('/bin/text')];
    expect(await found(files, { image })).toEqual(['main work', 'file-changed', 'file-missing', 'unreadable']);
    expect(reads.count).toBe(1);
    expect(readdirSync(scratch.path)).toEqual([]);
  });

  it('without a build id are those of a file with the right size in memory', async () => {
    const { image } = imageWith({
      app: binary({ functions: ['main'] }),
      grown: binary({ functions: ['main'], memoryBytes: 0x2000 }),
    });
    expect(await found([loaded('/app'), loaded('/grown')], { image })).toEqual(['main', 'file-changed']);
  });

  it('of a stripped program are exported ones, or those of its debug file', async () => {
    const debug = binary({ functions: ['by_link'] });
    const link = { name: 'linked.debug', crc: crc32(debug) };
    const { image } = imageWith({
      'usr/bin/bare': binary({ buildId: 'aa' }),
      'usr/lib/exports.so': binary({ buildId: 'bb', functions: ['exported'], table: 'exported' }),
      'usr/bin/split': binary({ buildId: 'c0ffee', functions: ['exported'], table: 'exported' }),
      'usr/lib/debug/.build-id/c0/ffee.debug': binary({ buildId: 'c0ffee', functions: ['exported', 'inner'] }),
      'usr/bin/linked': binary({}),
      'usr/bin/.debug/linked.debug': debug,
      'usr/bin/wrong': binary({}),
      'usr/bin/wrong.debug': debug,
    });
    const files = [
      ...[loaded('/usr/bin/bare', 'aa'), loaded('/usr/lib/exports.so', 'bb'), loaded('/usr/bin/split', 'c0ffee')],
      ...[loaded('/usr/bin/linked', null, link), loaded('/usr/bin/wrong', null, { name: 'wrong.debug', crc: 7 })],
    ];
    expect(await found(files, { image })).toEqual(['stripped', 'exported', 'exported inner', 'by_link', 'stripped']);
  });

  it('are found behind links, by reading the image again', async () => {
    const { image, reads } = imageWith({
      'usr/bin/real': binary({ buildId: ID, functions: ['main'] }),
      'usr/bin/hard': { link: 'usr/bin/real' },
      bin: { symlink: 'usr/bin' },
    });
    expect(await found([loaded('/usr/bin/hard', ID), loaded('/bin/real', ID)], { image })).toEqual(['main', 'main']);
    expect(reads.count).toBe(2);
  });

  it('are not read if the image is gone, and the reason is kept if it cannot be read', async () => {
    const files = [loaded('/usr/bin/app', ID)];
    expect(await found(files, { image: async () => ({ reference: 'demo', export: null }) })).toEqual(['image-gone']);
    expect(await found(files, {})).toEqual(['not-read']);
    const stopped = new AppError('command', 'The engine is stopped.');
    const image = () => Promise.reject(stopped);
    const loads = { beginNs: 0n, files, processes: [], forks: [] };
    const { symbols, problem } = await collectSymbols(loads, { image }, async () => scratch.path, never);
    expect([problem, symbols.gapOf(0)]).toEqual([stopped, 'not-read']);
  });

  it('are not read if everything is known', async () => {
    const { image, reads } = imageWith({});
    const known = () => ({ gap: 'stripped' }) as const;
    expect(await found([loaded('/usr/bin/app', ID)], { image, known })).toEqual(['stripped']);
    expect(reads.count).toBe(0);
  });

  it('end with a cancel while the image is read', async () => {
    const cancel = new AbortController();
    const endless = new PassThrough();
    endless.write(Buffer.alloc(100));
    const exportImage = (read: (from: Readable) => Promise<void>): Promise<void> => {
      const done = read(endless);
      cancel.abort();
      return done;
    };
    const loads = { beginNs: 0n, files: [loaded('/app')], processes: [], forks: [] };
    const image = async () => ({ reference: 'demo', export: exportImage });
    const collecting = collectSymbols(loads, { image }, async () => scratch.path, cancel.signal);
    await expect(collecting).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the symbols of this machine', () => {
  it('of a program that ran here are those of the file at its path', async () => {
    put({ app: binary({ functions: ['main'] }), changed: binary({ buildId: 'aa', functions: ['main'] }) });
    const at = (name: string): string => join(scratch.path, name);
    const files = [loaded(at('app')), loaded(at('changed'), 'bb'), loaded(at('gone'))];
    expect(await found(files, { ranHere: true })).toEqual(['main', 'file-changed', 'file-missing']);
  });

  it('of a container are only those with the same build id', async () => {
    put({
      same: binary({ buildId: ID, functions: ['main'] }),
      nameless: binary({ functions: ['main'] }),
      other: binary({ buildId: 'aa', functions: ['main'] }),
      'shared/lib/plugin.so': binary({ buildId: 'dd', functions: ['plug'] }),
    });
    const at = (name: string): string => join(scratch.path, name);
    const shared = [{ host: at('shared'), container: '/opt/plugins' }];
    const files = [
      ...[loaded(at('same'), ID), loaded(at('nameless')), loaded(at('other'), 'bb')],
      loaded('/opt/plugins/lib/plugin.so', 'dd'),
    ];
    expect(await found(files, { shared })).toEqual(['main', 'not-read', 'not-read', 'plug']);
    expect(await found([files[0] ?? loaded('')], { image: async () => ({ reference: 'x', export: null }) })).toEqual([
      'main',
    ]);
  });

  it('are not looked for among devices and by paths with detours', async () => {
    put({ app: binary({ buildId: ID, functions: ['main'] }) });
    const paths = [`${scratch.path}/x/../app`, '/dev/zero', '/proc/self/exe', 'app', `${scratch.path}//app`];
    const files = paths.map((path) => loaded(path, ID));
    expect(await found(files, { ranHere: true })).toEqual(files.map(() => 'not-read'));
  });
});

describe('the symbols of a folder that the user named', () => {
  const folder = (): string => scratch.path;

  it('are found by build id, in the layout of debug files and under any name', async () => {
    put({
      '.build-id/c0/ffee.debug': binary({ buildId: 'c0ffee', functions: ['by_id'] }),
      'deep/inside/renamed': binary({ buildId: 'aa', functions: ['renamed'] }),
      'deep/text': Buffer.from('text'),
    });
    const files = [loaded('/usr/bin/app', 'c0ffee'), loaded('/usr/bin/other', 'aa'), loaded('/usr/bin/third', 'bb')];
    expect(await found(files, { folder: folder() })).toEqual(['by_id', 'renamed', 'not-read']);
  });

  it('are found at their paths in a root file system, and by name', async () => {
    put({
      'usr/bin/app': binary({ functions: ['main'] }),
      'build/tool': binary({ functions: ['tool'] }),
      'build/wrong': binary({ functions: ['wrong'], memoryBytes: 0x2000 }),
    });
    const files = [loaded('/usr/bin/app'), loaded('/opt/tool'), loaded('/opt/wrong')];
    expect(await found(files, { folder: folder() })).toEqual(['main', 'tool', 'not-read']);
  });

  it('replace exported symbols, and never full ones', async () => {
    put({ 'app.debug': binary({ buildId: ID, functions: ['main', 'inner'] }) });
    const exported = binary({ buildId: ID, functions: ['main'], table: 'exported' });
    const { image } = imageWith({ 'usr/bin/app': exported });
    expect(await found([loaded('/usr/bin/app', ID)], { folder: folder(), image })).toEqual(['main inner']);
  });

  it('are found behind links, and links in a circle end', async () => {
    put({ 'real/app': binary({ buildId: ID, functions: ['main'] }) });
    symlinkSync('real/app', join(scratch.path, 'link'));
    symlinkSync('..', join(scratch.path, 'real', 'up'));
    expect(await found([loaded('/link', ID)], { folder: folder() })).toEqual(['main']);
  });

  it('cannot be read from a folder that does not exist', async () => {
    await expect(found([loaded('/app')], { folder: join(scratch.path, 'none') })).rejects.toMatchObject({
      code: 'config',
    });
  });
});
