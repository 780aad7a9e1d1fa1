import type { FieldClass, StructClass, VariantClass } from '@reader/schema/field-class';
import { describe, expect, it } from 'vitest';
import { ctf2Payload, fieldOf, payloadOf, refusal, schemaOf } from '../../../setup/small-metadata';

const bits = (type: string, more: object = {}): object => ({ type, length: 8, 'byte-order': 'big-endian', ...more });
const U8 = bits('fixed-length-unsigned-integer');
const struct = (members: Record<string, unknown>): object => ({
  type: 'structure',
  'member-classes': Object.entries(members).map(([name, value]) => ({ name, 'field-class': value })),
});
const text = (path: (string | null)[], origin?: string): object => ({
  type: 'dynamic-length-string',
  'length-field-location': { path, ...(origin ? { origin } : {}) },
});
const classOf = (value: unknown): FieldClass => fieldOf(ctf2Payload({ f: value })).class;
const INTEGER = {
  kind: 'integer',
  bits: 8,
  isSigned: false,
  byteOrder: 'big',
  alignment: 1,
  base: 10,
  encoding: 'none',
};

describe('a field class of CTF 2', () => {
  it.each<[string, unknown, unknown]>([
    [
      'an unsigned integer',
      bits('fixed-length-unsigned-integer', { alignment: 16, 'preferred-display-base': 16 }),
      { ...INTEGER, alignment: 16, base: 16 },
    ],
    [
      'a signed integer',
      bits('fixed-length-signed-integer', { length: 63, 'byte-order': 'little-endian', 'bit-order': 'first-to-last' }),
      { ...INTEGER, bits: 63, isSigned: true, byteOrder: 'little' },
    ],
    [
      'a variable-length integer',
      { type: 'variable-length-signed-integer', 'preferred-display-base': 2 },
      { kind: 'variable-integer', isSigned: true, base: 2 },
    ],
    ['a boolean', bits('fixed-length-boolean'), { kind: 'boolean', integer: INTEGER }],
    ['a bit array', bits('fixed-length-bit-array'), { kind: 'bit-map', integer: INTEGER, flags: [] }],
    [
      'a bit map',
      bits('fixed-length-bit-map', {
        flags: {
          a: [
            [0, 1],
            [7, 7],
          ],
        },
      }),
      {
        kind: 'bit-map',
        integer: INTEGER,
        flags: [
          { name: 'a', low: 0n, high: 1n },
          { name: 'a', low: 7n, high: 7n },
        ],
      },
    ],
    [
      'a floating-point number',
      bits('fixed-length-floating-point-number', { length: 16, alignment: 8 }),
      { kind: 'float', bits: 16, byteOrder: 'big', alignment: 8 },
    ],
    ['a null-terminated string', { type: 'null-terminated-string' }, { kind: 'string', encoding: 'utf8' }],
    [
      'a string in UTF-16',
      { type: 'null-terminated-string', encoding: 'utf-16be' },
      { kind: 'string', encoding: 'utf16be' },
    ],
    [
      'a string of a fixed length',
      { type: 'static-length-string', length: 5, encoding: 'utf-32le' },
      { kind: 'sized-text', encoding: 'utf32le', length: { fixed: 5 } },
    ],
    [
      'a blob',
      { type: 'static-length-blob', length: 5, 'media-type': 'image/png' },
      { kind: 'blob', encoding: 'utf8', length: { fixed: 5 } },
    ],
    [
      'an array',
      { type: 'static-length-array', length: 2, 'element-field-class': U8, 'minimum-alignment': 32 },
      { kind: 'array', length: { fixed: 2 }, element: INTEGER, alignment: 32 },
    ],
    [
      'an enumeration of the draft',
      bits('fixed-length-unsigned-enumeration', { mappings: { a: [[1, 2]] } }),
      { kind: 'enum', integer: INTEGER, mappings: [{ label: 'a', low: 1n, high: 2n }] },
    ],
  ])('is %s', (_what, value, expected) => {
    expect(classOf(value)).toEqual(expected);
  });

  it('has exact ranges of 64 bits', () => {
    const read = (kind: string, range: string): FieldClass =>
      payloadOf(
        schemaOf(`{"type":"preamble","version":2}{"type":"data-stream-class"}{"type":"event-record-class",
          "payload-field-class":{"type":"structure","member-classes":[{"name":"f","field-class":
          {"type":"variable-length-${kind}-integer","mappings":{"a":[${range}]}}}]}}`),
      ).fields[0]?.class ?? classOf(U8);
    const unsigned = read('unsigned', '[9007199254740993, 18446744073709551615]');
    expect(unsigned).toMatchObject({ mappings: [{ low: 9007199254740993n, high: 2n ** 64n - 1n }] });
    expect(read('signed', '[-9223372036854775808, 0]')).toMatchObject({ mappings: [{ low: -(2n ** 63n) }] });
    expect(refusal(() => read('unsigned', '[0, 18446744073709551616]'))).toBe('metadata 3');
  });

  it('is a structure with members and alignment; names keep their underscores', () => {
    const payload = ctf2Payload({
      s: { ...struct({ _a: U8, b: bits('fixed-length-signed-integer', { alignment: 32 }) }), 'minimum-alignment': 16 },
    });
    const { class: type } = fieldOf(payload);
    expect((type as StructClass).fields.map(({ name }) => name)).toEqual(['_a', 'b']);
    expect((type as StructClass).alignment).toBe(32);
  });

  it.each<[string, unknown, string]>([
    ['an unknown type', { type: 'union' }, 'metadata'],
    ['no type', { length: 8 }, 'metadata'],
    ['an unknown property', { ...U8, color: 1 }, 'metadata'],
    ['an extension', { ...U8, extensions: { 'my.ext': { a: 1 } } }, 'unsupported'],
    ['attributes that are no object', { ...U8, attributes: 'x' }, 'metadata'],
    ['no byte order', { type: 'fixed-length-boolean', length: 8 }, 'metadata'],
    ['65 bits', { ...U8, length: 65 }, 'unsupported'],
    ['a length with a fraction', { ...U8, length: 8.5 }, 'metadata'],
    ['reversed bits', { ...U8, 'bit-order': 'first-to-last' }, 'unsupported'],
    ['a float of 24 bits', bits('fixed-length-floating-point-number', { length: 24 }), 'unsupported'],
    ['an alignment of 3', { ...U8, alignment: 3 }, 'metadata'],
    ['a range that ends before it begins', { ...U8, mappings: { a: [[2, 1]] } }, 'metadata'],
    ['a negative label', { ...U8, mappings: { a: [[-1, 1]] } }, 'metadata'],
    ['no flag', bits('fixed-length-bit-map', { flags: {} }), 'metadata'],
    ['a flag outside', bits('fixed-length-bit-map', { flags: { a: [[8, 8]] } }), 'metadata'],
    [
      'two members with one name',
      {
        type: 'structure',
        'member-classes': [
          { name: 'a', 'field-class': U8 },
          { name: 'a', 'field-class': U8 },
        ],
      },
      'metadata',
    ],
    ['an alias that is not declared', 'gone', 'metadata'],
  ])('is refused with %s', (_what, value, code) => {
    expect(refusal(() => classOf(value))).toBe(`${code} 3`);
  });
});

describe('a field location of CTF 2', () => {
  it('begins in the enclosing structure, and `null` goes up', () => {
    const payload = ctf2Payload({
      len: U8,
      s: struct({ len: U8, a: text(['len']), b: text([null, 'len']), c: text(['x', null, 'y', null, null, 'len']) }),
    });
    const inner = fieldOf(payload, 's').class as StructClass;
    const slot = (name: string): unknown => (fieldOf(inner, name).class as { length: unknown }).length;
    expect(slot('a')).toEqual({ slot: fieldOf(inner, 'len').slot });
    expect(slot('b')).toEqual({ slot: fieldOf(payload, 'len').slot });
    expect(slot('c')).toEqual({ slot: fieldOf(payload, 'len').slot });
  });

  it('can begin in a scope', () => {
    const payload = ctf2Payload({ len: U8, s: struct({ a: text(['len'], 'event-record-payload') }) });
    const inner = fieldOf(payload, 's').class as StructClass;
    expect(fieldOf(inner).class).toMatchObject({ length: { slot: fieldOf(payload, 'len').slot } });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a later field', { f: text(['len']), len: U8 }],
    ['no field', { f: text(['len']) }],
    ['itself', { f: text(['f']) }],
    ['above the scope', { len: U8, f: text([null, 'len']) }],
    ['above the scope of its origin', { len: U8, f: text([null, 'len'], 'event-record-payload') }],
    ['an end without name', { len: U8, f: text(['len', null]) }],
    ['an unknown origin', { len: U8, f: text(['len'], 'trace') }],
    ['a signed field', { len: bits('fixed-length-signed-integer'), f: text(['len']) }],
    ['a boolean', { len: bits('fixed-length-boolean'), f: text(['len']) }],
  ])('is refused if it leads to %s', (_what, members) => {
    expect(refusal(() => ctf2Payload(members))).toBe('metadata 3');
  });
});

describe('a variant of CTF 2', () => {
  const option = (ranges: number[][], more: object = {}): object => ({
    'field-class': U8,
    'selector-field-ranges': ranges,
    ...more,
  });
  const variant = (...options: object[]): object => ({
    type: 'variant',
    'selector-field-location': { path: ['tag'] },
    options,
  });

  it('selects by ranges, and its options need no names', () => {
    const payload = ctf2Payload({
      tag: bits('fixed-length-signed-integer'),
      v: variant(
        option(
          [
            [-3, 5],
            [7, 7],
          ],
          { name: 'a' },
        ),
        option([[6, 6]]),
      ),
    });
    const type = fieldOf(payload, 'v').class as VariantClass;
    expect(type.selectorSlot).toBe(fieldOf(payload, 'tag').slot);
    expect(type.options.map(({ name, ranges }) => [name, ranges])).toEqual([
      [
        'a',
        [
          { low: -3n, high: 5n },
          { low: 7n, high: 7n },
        ],
      ],
      ['', [{ low: 6n, high: 6n }]],
    ]);
  });

  it('of the draft has a location in an array', () => {
    const payload = ctf2Payload({
      tag: U8,
      v: { ...variant(option([[1, 1]])), 'selector-field-location': ['event-record-payload', 'tag'] },
    });
    expect(fieldOf(payload, 'v').class).toMatchObject({ kind: 'variant', selectorSlot: fieldOf(payload, 'tag').slot });
  });

  it.each<[string, unknown, object[]]>([
    ['no option', U8, []],
    ['no ranges', U8, [{ 'field-class': U8 }]],
    ['empty ranges', U8, [option([])]],
    ['two options with one name', U8, [option([[1, 1]], { name: 'a' }), option([[2, 2]], { name: 'a' })]],
    ['a boolean selector', bits('fixed-length-boolean'), [option([[1, 1]])]],
  ])('is refused with %s', (_what, tag, options) => {
    expect(refusal(() => ctf2Payload({ tag, v: variant(...options) }))).toBe('metadata 3');
  });
});

describe('an optional field of CTF 2', () => {
  const optional = (ranges?: number[][]): object => ({
    ...{ type: 'optional', 'selector-field-location': { path: ['sel'] }, 'field-class': U8 },
    ...(ranges ? { 'selector-field-ranges': ranges } : {}),
  });

  it('is present if a boolean is true, or an integer is in a range', () => {
    const byBoolean = fieldOf(ctf2Payload({ sel: bits('fixed-length-boolean'), f: optional() }), 'f').class;
    expect(byBoolean).toMatchObject({ kind: 'optional', selectorSlot: 0, ranges: [{ low: 1n }] });
    const byInteger = fieldOf(ctf2Payload({ sel: U8, f: optional([[3, 4]]) }), 'f').class;
    expect(byInteger).toMatchObject({ kind: 'optional', ranges: [{ low: 3n, high: 4n }] });
  });

  it('can contain the length of a later field', () => {
    const payload = ctf2Payload({ sel: U8, len: optional([[3, 4]]), f: text(['len']) });
    expect(fieldOf(payload, 'f').class).toMatchObject({ length: { slot: fieldOf(payload, 'len').slot } });
  });

  it.each([
    ['ranges for a boolean', { sel: bits('fixed-length-boolean'), f: optional([[1, 1]]) }],
    ['an integer without ranges', { sel: U8, f: optional() }],
  ])('is refused with %s', (_what, members) => {
    expect(refusal(() => ctf2Payload(members))).toBe('metadata 3');
  });
});
