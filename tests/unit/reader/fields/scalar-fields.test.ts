import { BitReader } from '@reader/fields/bit-reader';
import { compileField } from '@reader/fields/compile-field';
import { DecodeState } from '@reader/fields/decode-state';
import { ReadError } from '@reader/read-error';
import type { FieldClass } from '@reader/schema/field-class';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../setup/bit-writer';
import { field, integer, struct } from '../../../setup/lttng-trace';

function read(of: FieldClass, ...bytes: number[]) {
  const reader = new BitReader();
  reader.open(bytesSource(Uint8Array.from(bytes)), 0, bytes.length * 8);
  const state = new DecodeState(4, () => {});
  state.beginPacket(reader.end);
  return compileField(of).read(reader, state);
}

describe('the value of a field', () => {
  it('of an enumeration has all labels of its ranges, or none', () => {
    const mappings = [
      { label: 'low', low: 0n, high: 9n },
      { label: 'nine', low: 9n, high: 9n },
    ];
    const of: FieldClass = { kind: 'enum', integer: integer(8), mappings };
    expect(read(of, 9)).toEqual({ value: 9, labels: ['low', 'nine'] });
    expect(read(of, 10)).toEqual({ value: 10, labels: [] });
  });

  it('of a bit map has the flags with a bit in one of their ranges', () => {
    const flags = [
      { name: 'meow', low: 1n, high: 3n },
      { name: 'salut', low: 9n, high: 10n },
      { name: 'salut', low: 12n, high: 12n },
    ];
    const of: FieldClass = { kind: 'bit-map', integer: integer(16), flags };
    expect(read(of, 0x01, 0x10)).toEqual({ value: 0x1001, labels: ['salut'] });
    expect(read(of, 0x02, 0x02)).toEqual({ value: 0x0202, labels: ['meow', 'salut'] });
    expect(read(of, 0x01, 0x00)).toEqual({ value: 1, labels: [] });
  });

  it.each([
    [0x3c00, 1],
    [0xc000, -2],
    [0x7bff, 65504],
    [0x0001, 2 ** -24],
    [0x8000, -0],
    [0x7c00, Number.POSITIVE_INFINITY],
    [0xfe00, Number.NaN],
  ])('of a half-precision float %i is %d', (bits, value) => {
    expect(read({ kind: 'float', bits: 16, byteOrder: 'big', alignment: 8 }, bits >> 8, bits & 0xff)).toBe(value);
  });

  it('of characters is text, also where they are not on bytes', () => {
    const char = integer(8, { encoding: 'utf8', alignment: 1 });
    const text: FieldClass = { kind: 'array', length: { fixed: 3 }, element: char, alignment: 1 };
    expect(read(text, 0x48, 0x69, 0)).toBe('Hi');
    const shifted = struct(field('bit', integer(4, { alignment: 1 })), field('text', text));
    expect(read(shifted, 0x81, 0x94, 0x06, 0)).toEqual(
      new Map<string, unknown>([
        ['bit', 1],
        ['text', 'Hi'],
      ]),
    );
  });

  it('cannot be a length if it is not an integer', () => {
    expect(() => compileField(struct(field('length', { kind: 'string', encoding: 'utf8' }, [], 0)))).toThrow(ReadError);
  });

  it('cannot be a negative length', () => {
    const length = field('length', integer(8, { isSigned: true }), [], 0);
    const list = field('list', { kind: 'array', length: { slot: 0 }, element: integer(8), alignment: 8 });
    expect(() => read(struct(length, list), 0xff)).toThrow('-1 is not a length');
  });
});
