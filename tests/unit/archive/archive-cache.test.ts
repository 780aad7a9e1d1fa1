import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statfsSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ArchiveCache } from '@core/archive/archive-cache';
import { beforeEach, expect, it } from 'vitest';
import { recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';
import { makeTrace } from './trace-of';

const IDS = ['a', 'b', 'c'].map((letter) => `20260102-030405-00000${letter}`);
const [A = '', B = '', C = ''] = IDS;
const BYTES = 2_000_000;
const scratch = scratchFolder();
let library = '';
let cache: ArchiveCache;
beforeEach(() => {
  library = join(scratch.path, 'library');
  mkdirSync(library);
  cache = new ArchiveCache(scratch.path);
  for (const id of IDS) makeTrace(library, id, { data_0: randomBytes(BYTES) });
});

/** The share of the disk's free space that is so many bytes. */
const percentOf = (bytes: number): number => {
  const { bavail, bsize } = statfsSync(scratch.path);
  return (bytes / (bavail * bsize)) * 100;
};
const provide = (id: string, mostBytes = 100 * BYTES, keep: string[] = [id], signal = new AbortController().signal) =>
  cache.provide(
    join(library, id),
    { format: 'zip', sharePercent: percentOf(mostBytes), keep: new Set(keep) },
    { libraryDir: library, runtimeDir: join(scratch.path, 'run') },
    { signal },
  );
const held = (): string[] =>
  existsSync(cache.dir)
    ? readdirSync(cache.dir)
        .map((key) => key.slice(0, A.length))
        .sort()
    : [];

it('makes an archive once, under the name that a person gets, until the trace changes', async () => {
  const path = await provide(A);
  expect(basename(path)).toBe(`ls-la-in-demo-1-${A}.ctrace.zip`);
  expect(await provide(A)).toBe(path);
  writeFileSync(join(library, A, 'trace.json'), JSON.stringify(recordOf({ id: A, title: 'Another' })));
  const other = await provide(A);
  expect(basename(other)).toBe(`Another-${A}.ctrace.zip`);
  expect(existsSync(path)).toBe(false);
  expect(held()).toEqual([A]);
});

it('lets the oldest go before it is larger than it may be, but none that is wanted now', async () => {
  const first = await provide(A);
  await provide(B);
  utimesSync(dirname(first), 1, 1);
  await provide(C, 2.6 * BYTES, [C]);
  expect(held()).toEqual([B, C]);
  expect(await cache.sizeBytes()).toBeLessThan(2.6 * BYTES);
  const refused = provide(A, 2.6 * BYTES, [A, B, C]);
  await expect(refused).rejects.toMatchObject({
    code: 'config',
    message: expect.stringMatching(/needs .* MiB/),
  });
  expect(held()).toEqual([B, C]);
  await expect(provide(A, 0)).rejects.toMatchObject({ code: 'config' });
});

it('drops what fits no trace any more, and keeps what can be taken back', async () => {
  for (const id of IDS) await provide(id);
  writeFileSync(join(library, A, 'data_0'), 'changed');
  mkdirSync(join(library, '.trash'));
  renameSync(join(library, B), join(library, '.trash', B));
  await cache.tidy(library);
  expect(held()).toEqual([B, C]);
  rmSync(join(library, '.trash'), { recursive: true });
  rmSync(join(library, C), { recursive: true });
  await cache.tidy(library);
  expect(held()).toEqual([]);
});

it('leaves nothing of one that is not wanted any more', async () => {
  const cancel = new AbortController();
  const going = provide(A, undefined, [A], cancel.signal);
  cancel.abort();
  await expect(going).rejects.toMatchObject({ code: 'cancelled' });
  expect(held()).toEqual([]);
  expect(readdirSync(join(library, '.journal'))).toEqual([]);
});
