import { tableOf } from '@core/symbols/symbol-table';
import { readElf } from '@reader/elf/elf-file';
import { functionsOf } from '@reader/elf/elf-functions';
import { describe, expect, it } from 'vitest';
import { elfOf, elfSource, symbolParts } from '../../setup/small-elf';
import { tableWith } from './symbols';

describe('a symbol table', () => {
  const table = tableWith([
    [0x100, 0x10, 'sized'],
    [0x200, 0, 'open'],
    [0x300, 0x10, 'last'],
  ]);

  it.each([
    [0xff, undefined],
    [0x100, 'sized'],
    [0x10f, 'sized'],
    [0x110, undefined],
    [0x200, 'open'],
    [0x2ff, 'open'],
    [0x30f, 'last'],
    [0x310, undefined],
  ])('at address %i has the function %s', (address, name) => {
    const index = table.indexAt(address);
    expect(index === -1 ? undefined : table.nameOf(index)).toBe(name);
  });

  it('has the functions of an ELF file, without the versions of their names', () => {
    const names = ['memcpy@@GLIBC_2.14', '@odd', 'größe', 'x'.repeat(100_000)];
    const symbols = names.map((name, index) => ({ name, address: 0x1000 + index }));
    const read = tableOf(functionsOf(readElf(elfSource(elfOf(symbolParts(symbols))))));
    expect(Array.from({ length: 4 }, (_, index) => read?.nameOf(index))).toEqual([
      'memcpy',
      '@odd',
      'größe',
      'x'.repeat(65_535),
    ]);
  });

  it('does not exist for a file without functions', () => {
    for (const parts of [[], symbolParts([])])
      expect(tableOf(functionsOf(readElf(elfSource(elfOf(parts)))))).toBeUndefined();
  });
});
