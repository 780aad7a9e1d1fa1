import type { StructClass } from '@reader/schema/field-class';
import { describe, expect, it } from 'vitest';
import { fieldOf, refusal, schemaOf, tsdl, tsdlClass, tsdlPayload } from '../../../setup/small-metadata';

const BASE = { kind: 'integer', isSigned: false, byteOrder: 'little', alignment: 8, base: 10, encoding: 'none' };

describe('integers of CTF 1.8', () => {
  it.each([
    ['integer { size = 8; } f;', { bits: 8 }],
    ['integer { size = 5; } f;', { bits: 5, alignment: 1 }],
    ['integer { size = 0x40; align = 32; signed = true; } f;', { bits: 64, alignment: 32, isSigned: true }],
    [
      'integer { size = 010; signed = 1; byte_order = be; base = x; } f;',
      { bits: 8, isSigned: true, byteOrder: 'big', base: 16 },
    ],
    [
      'integer { size = 0b1000; byte_order = network; encoding = UTF8; base = 2; } f;',
      { bits: 8, byteOrder: 'big', encoding: 'utf8', base: 2 },
    ],
    [
      'integer { size = 8; byte_order = native; base = octal; encoding = ascii; unknown = 7; } f;',
      { bits: 8, base: 8, encoding: 'ascii' },
    ],
  ])('are read: %s', (field, expected) => {
    expect(tsdlClass(field)).toEqual({ ...BASE, ...expected });
  });

  it('take the byte order of the trace, even if its block comes later', () => {
    const schema = schemaOf(`typealias integer { size = 16; } := u16;
      event { fields := struct { u16 f; }; };
      trace { major = 1; minor = 8; byte_order = be; };`);
    expect(schema.byteOrder).toBe('big');
    expect(fieldOf(schema.streams.get(0)?.events.get(0)?.payload ?? tsdlPayload('')).class).toMatchObject({
      byteOrder: 'big',
    });
  });

  it.each([
    ['integer { size = 0; } f;', 'metadata 7'],
    ['integer { size = 65; } f;', 'unsupported 7'],
    ['integer { align = 8; } f;', 'metadata 7'],
    ['integer { size = 8; align = 24; } f;', 'metadata 7'],
    ['integer { size = 8; size = 8; } f;', 'metadata 7'],
    ['integer { size = 18446744073709551616; } f;', 'metadata 7'],
    ['integer { size = 8; signed = maybe; } f;', 'metadata 7'],
    ['integer { size = 8; map = clock.gone; } f;', 'metadata 7'],
    ['integer { size = 8 } f;', 'metadata 7'],
  ])('are refused: %s', (field, expected) => {
    expect(refusal(() => tsdlPayload(field))).toBe(expected);
  });
});

describe('other types of CTF 1.8', () => {
  it.each([
    [5, 11, 16],
    [8, 24, 32],
    [11, 53, 64],
  ])('a floating-point number with %d and %d digits has %d bits', (exponent, mantissa, bits) => {
    expect(tsdlClass(`floating_point { exp_dig = ${exponent}; mant_dig = ${mantissa}; align = 64; } f;`)).toEqual({
      ...{ kind: 'float', bits, byteOrder: 'little', alignment: 64 },
    });
  });

  it('other floating-point numbers are not supported', () => {
    expect(refusal(() => tsdlClass('floating_point { exp_dig = 15; mant_dig = 113; } f;'))).toBe('unsupported 7');
  });

  it('a string has a block or none', () => {
    expect(tsdlClass('string f;')).toEqual({ kind: 'string', encoding: 'utf8' });
    expect(tsdlClass('string { encoding = ASCII; } f;')).toEqual({ kind: 'string', encoding: 'utf8' });
  });

  it('an enumeration counts on after a range, and keeps ranges that overlap', () => {
    const type = tsdlClass(
      'enum : integer { size = 8; signed = true; } { A, B = -3 ... 5, "C d", int = 2, A = 7, } f;',
    );
    expect(type).toMatchObject({
      kind: 'enum',
      integer: { bits: 8, isSigned: true },
      mappings: [
        { label: 'A', low: 0n, high: 0n },
        { label: 'B', low: -3n, high: 5n },
        { label: 'C d', low: 6n, high: 6n },
        { label: 'int', low: 2n, high: 2n },
        { label: 'A', low: 7n, high: 7n },
      ],
    });
  });

  it('an enumeration without type has the declared type `int`', () => {
    expect(tsdlClass('enum { A } f;', 'typealias integer { size = 3; } := int;')).toMatchObject({
      integer: { bits: 3 },
    });
    expect(refusal(() => tsdlClass('enum { A } f;'))).toBe('metadata 7');
  });

  it.each([
    'enum : uint8_t { } f;',
    'enum : uint8_t { A = 256 } f;',
    'enum : uint8_t { A = 4 ... 3 } f;',
    'enum : uint8_t { A = -1 } f;',
    'enum : string { A } f;',
  ])('an enumeration is refused: %s', (field) => expect(refusal(() => tsdlClass(field))).toBe('metadata 7'));

  it('the first length of an array is the outermost, as in C', () => {
    expect(tsdlClass('uint16_t f[2][3];')).toMatchObject({
      ...{ kind: 'array', length: { fixed: 2 }, alignment: 8 },
      element: { kind: 'array', length: { fixed: 3 }, element: { bits: 16 } },
    });
    expect(refusal(() => tsdlClass('uint8_t f[-1];'))).toBe('metadata 7');
  });

  it('a structure has the largest alignment of its members, and of `align`', () => {
    expect(tsdlClass('struct { uint8_t a; integer { size = 32; align = 32; } b; } f;')).toMatchObject({
      alignment: 32,
    });
    expect(tsdlClass('struct { uint8_t a; } align(64) f;')).toMatchObject({ alignment: 64 });
    expect(tsdlClass('struct { struct { } align(16) a[0]; } f;')).toMatchObject({ alignment: 16 });
    expect(refusal(() => tsdlClass('struct { } align(3) f;'))).toBe('metadata 7');
  });
});

describe('names of types of CTF 1.8', () => {
  it('are found in the enclosing blocks, the innermost first', () => {
    const { fields } = tsdlPayload(
      'typealias integer { size = 3; } := inner; typedef uint8_t pair[2], one; inner a; pair b; one c; unsigned long d; void * e; struct s f; enum t g;',
      `typealias integer { size = 2; } := inner;
       typealias uint64_t := unsigned long; typealias uint32_t := void *;
       struct s { uint8_t x; }
       enum t : uint8_t { A };`,
    );
    expect(fields.map(({ class: type }) => ('bits' in type ? type.bits : type.kind))).toEqual([
      3,
      'array',
      8,
      64,
      32,
      'struct',
      'enum',
    ]);
  });

  it.each([
    ['gone f;', 'is not declared'],
    ['struct gone f;', 'is not declared'],
    ['typedef uint8_t a; typedef uint8_t a;', 'is declared twice'],
    ['uint8_t trace;', 'a keyword'],
    ['uint8_t a; uint8_t a;', 'occurs twice'],
  ])('are refused: %s %s', (fields) => {
    expect(refusal(() => tsdlPayload(fields))).toBe('metadata 7');
  });

  it('of one block are unknown after it', () => {
    expect(refusal(() => tsdlPayload('struct { typedef uint8_t inner; } a; inner b;'))).toBe('metadata 7');
  });
});

describe('structures of CTF 1.8 with the same text', () => {
  const event = (id: number, fields: string, before = ''): string =>
    `event { ${before} name = "e${id}"; id = ${id}; fields := struct { ${fields} }; };`;
  const payloads = (...events: string[]): (StructClass | null | undefined)[] => {
    const known = tsdl(events.join('\n')).streams.get(0)?.events;
    return events.map((_, id) => known?.get(id)?.payload);
  };

  it('are read once if they have only scalars', () => {
    const fields = 'integer { size = 8; } a; string s;';
    const [first, second, other] = payloads(event(0, fields), event(1, fields), event(2, `${fields} string t;`));
    expect(second).toBe(first);
    expect(other?.fields.map(({ name }) => name)).toEqual(['a', 's', 't']);
  });

  it('differ if a type in them has another meaning', () => {
    const alias = (bits: number): string => `typealias integer { size = ${bits}; } := here_t;`;
    const [first, second] = payloads(event(0, 'here_t a;', alias(8)), event(1, 'here_t a;', alias(16)));
    expect([first, second].map((payload) => payload && fieldOf(payload).class)).toMatchObject([
      { bits: 8 },
      { bits: 16 },
    ]);
  });

  it('have fields of their own if a length is among them', () => {
    const fields = 'integer { size = 8; } n; integer { size = 8; } a[n];';
    const [first, second] = payloads(event(0, fields), event(1, fields));
    expect(first && fieldOf(first).slot).not.toBe(second && fieldOf(second).slot);
  });

  it('end where they end, not at a bracket in a comment', () => {
    const fields = 'integer { size = 8; } a; /* }; */ string s;';
    for (const payload of payloads(event(0, fields), event(1, fields)))
      expect(payload?.fields.map(({ name }) => name)).toEqual(['a', 's']);
  });
});

describe('names of fields of CTF 1.8', () => {
  it('lose one underscore, unless they would be empty or equal another', () => {
    const { fields } = tsdlPayload('uint8_t _a, __b, _, c, _c, d;');
    expect(fields.map(({ name }) => name)).toEqual(['a', '_b', '_', 'c', '_c', 'd']);
  });

  it('can have 10,000 characters, and not 100,000', () => {
    const name = 'n'.repeat(10_000);
    expect(fieldOf(tsdlPayload(`uint8_t ${name};`)).name).toBe(name);
    expect(refusal(() => tsdlPayload(`uint8_t ${'n'.repeat(100_000)};`))).toBe('too-large 7');
  });
});

describe('the text of CTF 1.8', () => {
  it('can have CRLF line ends, comments, further semicolons, and no first comment', () => {
    const schema = schemaOf(
      ';;trace { major = 1;; minor = 8; byte_order = be; ; };\r\n// event {\r\n/* stream { */ env { a = "b"; ; };\r\n;',
    );
    expect(schema.environment).toEqual(new Map([['a', 'b']]));
  });

  it('has strings with escapes', () => {
    const text = String.raw`\nabc \" \x41 \x023 \x0231 \101 \43 \0431 \t\q\\ é \0NOT SEEN`;
    expect(tsdl(`env { s = "${text}"; };`).environment.get('s')).toBe('\nabc " A # #1 A # #1 \tq\\ é ');
  });

  it.each([
    ['a string without end', 'env { s = "a'],
    ['a comment without end', '/* a'],
    ['a block without end', 'env {'],
    ['two strings', 'env { s = "a" "b"; };'],
    ['a zero byte in a string', 'env { s = "a\0b"; };'],
    ['an unknown block', 'thing { };'],
  ])('is refused with %s', (_what, text) => {
    expect(refusal(() => tsdl(text))).toMatch(/^metadata [78]$/);
  });
});
