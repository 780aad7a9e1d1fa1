import { readElf } from '@reader/elf/elf-file';
import { functionsOf } from '@reader/elf/elf-functions';
import type { ElfFunctions } from '@reader/elf/symbol-columns';
import { ReadError } from '@reader/read-error';
import { describe, expect, it } from 'vitest';
import { type ElfWish, elfOf, elfSource, type SmallSymbol, symbolParts } from '../../../setup/small-elf';

const read = (bytes: Uint8Array): ElfFunctions => functionsOf(readElf(elfSource(bytes)));

const rows = ({ count, address, size, nameAt, names }: ElfFunctions) =>
  Array.from({ length: count }, (_, index) => {
    const at = nameAt[index] ?? 0;
    const name = Buffer.from(names.subarray(at, names.indexOf(0, at))).toString();
    return `${address[index]?.toString(16)} ${size[index]} ${name}`;
  });

const functionsIn = (symbols: readonly SmallSymbol[], wish: ElfWish = {}): string[] =>
  rows(read(elfOf(symbolParts(symbols, wish), wish)));

const WISHES: readonly ElfWish[] = [
  { bits: 64, order: 'little' },
  { bits: 64, order: 'big' },
  { bits: 32, order: 'little' },
  { bits: 32, order: 'big' },
];

describe('the functions of an ELF file', () => {
  it.each(WISHES)('are read in the order of their addresses from $bits bits, $order endian', (wish) => {
    const symbols = [
      { name: 'late', address: 0x2000, size: 16 },
      { name: 'early', address: 0x1000, size: 32 },
      { name: 'chosen_when_loaded', address: 0x3000, type: 10 },
    ];
    expect(functionsIn(symbols, wish)).toEqual(['1000 32 early', '2000 16 late', '3000 0 chosen_when_loaded']);
  });

  it('leave out variables, symbols of other files, and symbols without address or name', () => {
    const symbols = [
      { name: 'variable', address: 0x1000, type: 1 },
      { name: 'elsewhere', address: 0x1100, section: 0 },
      { name: 'nowhere', address: 0 },
      { name: '', address: 0x1200 },
      { name: 'here', address: 0x1300 },
    ];
    expect(functionsIn(symbols)).toEqual(['1300 0 here']);
  });

  it('have one name for an address: with a size, global, with few underscores', () => {
    const symbols = [
      { name: 'no_size', address: 0x1000 },
      { name: 'local', address: 0x1000, size: 8, binding: 0 },
      { name: 'weak', address: 0x1000, size: 8, binding: 2 },
      { name: '__libc_open', address: 0x1000, size: 8 },
      { name: 'open', address: 0x1000, size: 8 },
      { name: 'open_too', address: 0x1000, size: 8 },
    ];
    const orders = [symbols, symbols.toReversed(), [...symbols.slice(3), ...symbols.slice(0, 3)]];
    expect(orders.map((order) => functionsIn(order)[0])).toEqual(['1000 8 open', '1000 8 open_too', '1000 8 open']);
  });

  it('far apart are sorted, too', () => {
    const symbols = [
      { name: 'high', address: 2 ** 52 },
      { name: 'low', address: 1 },
      { name: 'middle', address: 2 ** 51 + 1 },
    ];
    expect(functionsIn(symbols).map((row) => row.split(' ')[2])).toEqual(['low', 'middle', 'high']);
  });

  it('of ARM lose the bit that marks Thumb code', () => {
    expect(functionsIn([{ name: 'thumb', address: 0x1001 }], { bits: 32, machine: 40 })).toEqual(['1000 0 thumb']);
  });

  it('are those of the full table where a file has two, and the exported ones where it is stripped', () => {
    const full = symbolParts([{ name: 'inner', address: 0x1000 }]);
    const exported = symbolParts([{ name: 'outer', address: 0x2000 }], {}, 'dynsym');
    const both = read(elfOf([...exported, ...full]));
    const stripped = read(elfOf(exported));
    expect([both.origin, rows(both)]).toEqual(['full', ['1000 0 inner']]);
    expect([stripped.origin, rows(stripped)]).toEqual(['exported', ['2000 0 outer']]);
    expect(read(elfOf([]))).toMatchObject({ origin: 'none', count: 0 });
  });

  it('end at the end of the names if the last name has no end', () => {
    const parts = symbolParts([{ name: 'last', address: 0x1000 }]);
    const cut = parts.map((part) =>
      part.name === '.strtab' ? { ...part, content: part.content.subarray(0, -1) } : part,
    );
    expect(rows(read(elfOf(cut)))).toEqual(['1000 0 last']);
  });

  it('are read without the rest of the file', () => {
    const code = { name: '.text', type: 1, content: Buffer.alloc(10_000_000) };
    const source = elfSource(elfOf([code, ...symbolParts([{ name: 'one', address: 0x1000 }])]));
    expect(functionsOf(readElf(source)).count).toBe(1);
    expect(source.readBytes).toBeLessThan(2_000);
  });
});

describe('a file that is refused', () => {
  const codeOf = (bytes: Uint8Array): string | undefined => {
    try {
      read(bytes);
      return undefined;
    } catch (error) {
      return error instanceof ReadError ? error.code : String(error);
    }
  };
  const whole = elfOf(symbolParts([{ name: 'one', address: 0x1000 }]));
  const changed = (at: number, ...bytes: number[]): Buffer => {
    const copy = Buffer.from(whole);
    copy.set(bytes, at);
    return copy;
  };

  it('is one of another kind', () => {
    expect(codeOf(Buffer.from('#!/bin/sh\n'))).toBe('unsupported');
    expect(codeOf(Buffer.alloc(0))).toBe('unsupported');
    expect(codeOf(changed(4, 3))).toBe('unsupported');
    expect(codeOf(changed(16, 1))).toBe('unsupported');
  });

  it('is one that is cut', () => {
    expect(codeOf(whole.subarray(0, 40))).toBe('damaged');
    expect(codeOf(whole.subarray(0, 100))).toBe('damaged');
  });

  it('is one whose headers claim more than it has, without memory for the claim', () => {
    expect(codeOf(changed(0x3c, 0xff, 0x20))).toBe('damaged');
    expect(codeOf(changed(0x3c, 0xff, 0xfe))).toBe('too-large');
    const table = 0x40 + 0x40;
    expect(codeOf(changed(table + 0x20, 0xff, 0xff, 0xff, 0xff, 0xff))).toBe('too-large');
    expect(codeOf(changed(table + 0x20, 0xff, 0xff))).toBe('damaged');
    expect(codeOf(changed(table + 0x18, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff))).toBe('damaged');
    expect(codeOf(changed(table + 0x38, 1))).toBe('damaged');
    expect(codeOf(changed(table + 0x28, 77))).toBe('damaged');
  });
});
