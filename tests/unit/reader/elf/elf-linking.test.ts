import { readElf } from '@reader/elf/elf-file';
import { exportsFunction, linkingOf } from '@reader/elf/elf-linking';
import { describe, expect, it } from 'vitest';
import { elfSource, linkedElf, symbolParts } from '../../../setup/small-elf';

const LOADER = '/lib64/ld-linux-x86-64.so.2';
const IS_PROGRAM = 0x0800_0000;
const FORMS = [
  { bits: 64, order: 'little' },
  { bits: 64, order: 'big' },
  { bits: 32, order: 'little' },
  { bits: 32, order: 'big' },
] as const;
const read = (...wish: Parameters<typeof linkedElf>) => linkingOf(readElf(elfSource(linkedElf(...wish))));

describe.each(FORMS)('how a file is linked, $bits bits, $order endian', (form) => {
  it('is read from a program: loader, libraries and versions', () => {
    const versions = ['GLIBC_2.34', 'GLIBC_2.2.5'];
    const needed = ['libc.so.6', 'libm.so.6'];
    expect(read({ ...form, interpreter: LOADER, needed, versions, flags: IS_PROGRAM })).toEqual({
      interpreter: LOADER,
      isStatic: false,
      soname: null,
      needed,
      versions,
    });
  });

  it('is read from a library', () => {
    expect(read({ ...form, needed: ['libc.so.6'], soname: 'liba.so.1' })).toMatchObject({
      interpreter: null,
      isStatic: false,
      soname: 'liba.so.1',
    });
  });

  it.each([
    ['with fixed addresses', { type: 2 }, true],
    ['position-independent', { flags: IS_PROGRAM }, true],
    ['a library without dependencies', { soname: 'a.so' }, false],
  ])('says whether a file is a static program: %s', (_what, wish, isStatic) => {
    expect(read({ ...form, ...wish })).toMatchObject({ isStatic, needed: [], versions: [] });
  });

  it('finds a function that it exports, and not one that it only uses', () => {
    const symbols = [
      { name: 'malloc_hook', address: 0x1000 },
      { name: 'malloc', address: 0x1010 },
      { name: 'free', address: 0, section: 0 },
    ];
    const file = readElf(elfSource(linkedElf({ ...form, interpreter: LOADER }, symbolParts(symbols, form, 'dynsym'))));
    expect(['malloc', 'free', 'calloc'].map((name) => exportsFunction(file, name))).toEqual([true, false, false]);
  });
});

it('a file is read in part where only its begin is known', () => {
  const whole = linkedElf({ interpreter: LOADER, needed: ['libc.so.6'] });
  const cut = elfSource(whole.subarray(0, whole.length - 10));
  expect(() => linkingOf(readElf(cut))).toThrow('beyond its end');
  expect(readElf(cut, false).segments).toHaveLength(4);
});
