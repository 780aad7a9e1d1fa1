import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { payloadIn } from '@core/payload/machine-payload';
import { describe, expect, it } from 'vitest';
import { type LinkingWish, linkedElf } from '../../setup/small-elf';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const UST = '\0vpid\0vtid\0/lttng-ust-sock-8\0';

type Library = LinkingWish & { text?: string };
const BASE: Record<string, Library> = {
  'liblttng-ust.so.1': {
    needed: ['liblttng-ust-common.so.1', 'libc.so.6', 'ld-linux-x86-64.so.2'],
    versions: ['GLIBC_2.4'],
    text: UST,
  },
  'liblttng-ust-common.so.1': { needed: ['libnuma.so.1', 'libc.so.6'], versions: ['LIBX_9.9'] },
  'libnuma.so.1': { needed: ['libc.so.6'], versions: ['GLIBC_2.34', 'GLIBC_2.2.5', 'GLIBC_PRIVATE'] },
  'liblttng-ust-fork.so.1': { needed: ['liblttng-ust.so.1'] },
};

function folderOf(name: string, libraries: Record<string, Library>): string {
  const folder = join(scratch.path, name);
  mkdirSync(folder, { recursive: true });
  for (const [file, { text = '', ...wish }] of Object.entries(libraries)) {
    writeFileSync(
      join(folder, `${file}.0.0`),
      Buffer.concat([linkedElf({ soname: file, ...wish }), Buffer.from(text)]),
    );
    symlinkSync(`${file}.0.0`, join(folder, file));
  }
  return folder;
}

describe("this machine's tracer", () => {
  it('is liblttng-ust, the preload libraries and what they require, without glibc', async () => {
    const folder = folderOf('whole', BASE);
    const found = await payloadIn(['/nonexistent', folder]);
    expect(found?.facts).toMatchObject({
      soname: 1,
      glibc: '2.34',
      machine: 62,
      bits: 64,
      ust: { socket: 'lttng-ust-sock-8', contexts: ['vpid', 'vtid'] },
      preloads: { fork: 'liblttng-ust-fork.so.1' },
    });
    const ofMachine = found?.facts.files.filter(({ source }) => source.startsWith(folder));
    expect(ofMachine?.map(({ name }) => name)).toEqual([
      'liblttng-ust-common.so.1',
      'liblttng-ust-fork.so.1',
      'liblttng-ust.so.1',
      'libnuma.so.1',
    ]);
    expect(found?.facts.files.find(({ name }) => name === 'libnuma.so.1')?.licence).toBe('LGPL-2.1-only');
    for (const { name, sizeBytes } of found?.facts.files ?? [])
      expect(found?.contents.get(name)).toHaveLength(sizeBytes);
  });

  it('has another id when a file changes', async () => {
    const { 'libnuma.so.1': numa = {}, ...rest } = BASE;
    const ids = [numa, { ...numa, text: 'changed' }].map(async (library, index) => {
      const folder = folderOf(`changed-${index}`, { ...rest, 'libnuma.so.1': library });
      return (await payloadIn([folder]))?.facts.id;
    });
    expect(new Set(await Promise.all(ids)).size).toBe(2);
  });

  it.each([
    ['nothing is installed', {}],
    ['a library that it requires is missing', { 'libnuma.so.1': undefined }],
    ['a library that it requires is for another processor', { 'libnuma.so.1': { machine: 183 } }],
    ['the release of glibc is unknown', { 'libnuma.so.1': {}, 'liblttng-ust.so.1': { text: UST } }],
  ] as [string, Record<string, Library | undefined>][])('is none where %s', async (what, change) => {
    const whole = Object.keys(change).length === 0 ? {} : { ...BASE, ...change };
    const libraries = Object.entries(whole).filter((entry): entry is [string, Library] => entry[1] !== undefined);
    expect(await payloadIn([folderOf(what, Object.fromEntries(libraries))])).toBeNull();
  });
});
