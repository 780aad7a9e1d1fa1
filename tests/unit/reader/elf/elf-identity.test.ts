import { isElf, readElf } from '@reader/elf/elf-file';
import { buildIdOf, loadRangeOf } from '@reader/elf/elf-identity';
import { describe, expect, it } from 'vitest';
import {
  buildIdPart,
  type ElfPart,
  type ElfWish,
  ElfWriter,
  elfOf,
  elfSource,
  elfText,
} from '../../../setup/small-elf';

const file = (parts: readonly ElfPart[], wish: ElfWish = {}) => readElf(elfSource(elfOf(parts, wish)));
const ID = 'c0ffee0123456789abcdef0123456789abcdef01';
const NOTE = { type: 4, address: 0, memoryBytes: 0, content: '.note.gnu.build-id' };

describe('the identity of an ELF file', () => {
  it.each([
    { bits: 64, order: 'little' },
    { bits: 64, order: 'big' },
    { bits: 32, order: 'little' },
    { bits: 32, order: 'big' },
  ] as const)('is its build id, $bits bits and $order endian', (wish) => {
    expect(buildIdOf(file([buildIdPart(ID, wish)], wish))).toBe(ID);
    expect(buildIdOf(file([{ ...buildIdPart(ID, wish), type: 1 }], { ...wish, segments: [NOTE] }))).toBe(ID);
  });

  it('is found after notes of others and of other kinds', () => {
    const others = new ElfWriter().put(4, 4, 5, 1);
    const foreign = new ElfWriter().put(4, 3, 4, 3);
    const content = Buffer.concat([
      ...[others.bytes, elfText('GNU'), Buffer.alloc(8), foreign.bytes, elfText('Go'), Buffer.alloc(5)],
      buildIdPart(ID).content,
    ]);
    expect(buildIdOf(file([{ name: '.note', type: 7, content }]))).toBe(ID);
  });

  it('is null without a note, and for notes that claim too much', () => {
    const { content, ...note } = buildIdPart(ID);
    expect(buildIdOf(file([]))).toBeNull();
    for (const [at, value] of [
      [4, 0xffffffff],
      [4, 21],
      [4, 0],
      [0, 0xfffffff0],
    ] as const) {
      const claims = Buffer.from(content);
      claims.writeUInt32LE(value, at);
      expect(buildIdOf(file([{ ...note, content: claims }]))).toBeNull();
    }
  });

  it('has the range that the loader maps', () => {
    const segments = [
      { type: 1, address: 0x400000, memoryBytes: 0x1000 },
      { type: 6, address: 0x900000, memoryBytes: 0x10 },
      { type: 1, address: 0x402000, memoryBytes: 0x321 },
    ];
    expect(loadRangeOf(file([], { type: 2, segments }))).toEqual({ firstAddress: 0x400000, memoryBytes: 0x2321 });
    expect(loadRangeOf(file([]))).toBeNull();
  });

  it('says whether it is position-independent', () => {
    expect([file([], { type: 2 }).type, file([], { type: 3 }).type]).toEqual(['executable', 'shared']);
    expect([isElf(elfOf([])), isElf(Buffer.from('\x7fEL'))]).toEqual([true, false]);
  });
});
