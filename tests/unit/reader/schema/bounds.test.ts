import { describe, expect, it } from 'vitest';
import { ctf2Payload, refusal, schemaOf, tsdlPayload } from '../../../setup/small-metadata';

const MANY = 200_000;
const U8 = { type: 'fixed-length-unsigned-integer', length: 8, 'byte-order': 'little-endian' };

describe('the nesting of CTF 1.8 types', () => {
  const nested = (depth: number): string => `${'struct { '.repeat(depth)} uint8_t f; ${'} s; '.repeat(depth)}`;

  it('can be 60, and not 70', () => {
    expect(tsdlPayload(nested(60)).fields).toHaveLength(1);
    expect(refusal(() => tsdlPayload(nested(70)))).toBe('too-large 7');
  });

  it.each([
    ['structures', 'struct { '],
    ['variants', 'variant <a> { '],
    ['enumerations', 'enum : '],
    ['lengths', 'uint8_t f[(((('],
    ['brackets', 'uint8_t f[1] '],
  ])('is refused without a stack overflow: %s', (_what, piece) => {
    expect(refusal(() => tsdlPayload(piece.repeat(MANY)))).toMatch(/^(too-large|metadata) 7$/);
  });

  it('of dimensions is bounded', () => {
    expect(refusal(() => tsdlPayload(`uint8_t f${'[1]'.repeat(MANY)};`))).toBe('too-large 7');
  });

  it('through named types is bounded too', () => {
    const chain = Array.from({ length: 100 }, (_, n) => `typedef t${n} t${n + 1}[2];`).join(' ');
    expect(refusal(() => tsdlPayload(`typedef uint8_t t0; ${chain} t100 f;`))).toBe('too-large 7');
  });
});

describe('the nesting of CTF 2', () => {
  const nested = (depth: number): object => {
    let type: object = U8;
    for (let n = 0; n < depth; n += 1)
      type = { type: 'structure', 'member-classes': [{ name: 'f', 'field-class': type }] };
    return type;
  };

  it('can be 60, and not 70', () => {
    expect(ctf2Payload({ f: nested(60) }).fields).toHaveLength(1);
    expect(refusal(() => ctf2Payload({ f: nested(70) }))).toMatch(/^too-large/);
  });

  it.each(['[', '{"a":'])('of JSON values is refused without a stack overflow: %s', (piece) => {
    expect(refusal(() => schemaOf(`\x1e{"a":${piece.repeat(MANY)}`))).toBe('too-large 1');
  });
});
