import { describe, expect, it } from 'vitest';
import { ctf2, refusal, schemaOf, tsdl, tsdlPayload } from '../setup/small-metadata';

const U8 = { type: 'fixed-length-unsigned-integer', length: 8, 'byte-order': 'little-endian' };

describe('the number of parts of metadata', () => {
  it('counts each use of a named structure', () => {
    const doubling = Array.from({ length: 30 }, (_, n) => `struct s${n + 1} { struct s${n} a; struct s${n} b; };`).join(
      ' ',
    );
    expect(refusal(() => tsdlPayload('struct s30 f;', `struct s0 { uint8_t x; }; ${doubling}`))).toBe('too-large 7');
  });

  it('counts each use of an alias of CTF 2', () => {
    const alias = (n: number) => ({
      type: 'field-class-alias',
      name: `s${n}`,
      'field-class': {
        type: 'structure',
        'member-classes': ['a', 'b'].map((name) => ({ name, 'field-class': n === 0 ? U8 : `s${n - 1}` })),
      },
    });
    const aliases = Array.from({ length: 30 }, (_, n) => alias(n));
    const stream = { type: 'data-stream-class', 'packet-context-field-class': 's29' };
    expect(refusal(() => ctf2(...aliases, stream))).toMatch(/^too-large/);
  });

  it.each([
    ['events', (n: number) => `event { id = ${n}; };`],
    ['types', (n: number) => `typealias uint8_t := t${n};`],
    ['environment entries', (n: number) => `env { a${n} = 1; };`],
  ])('is bounded: %s', (_what, piece) => {
    const text = Array.from({ length: 600_000 }, (_, n) => piece(n)).join('');
    expect(refusal(() => tsdl(text))).toBe('too-large 7');
  });

  it('can be 100,000 labels of one enumeration, which several variants use', () => {
    const labels = Array.from({ length: 100_000 }, (_, n) => `l${n}`);
    const variants = Array.from({ length: 20 }, (_, n) => `variant <tag> { uint8_t l0; string l${n + 1}; } v${n};`);
    const payload = tsdlPayload(`enum : uint32_t { ${labels.join(',')} } tag; ${variants.join(' ')}`);
    expect(payload.fields).toHaveLength(21);
  });
});

describe('the work of hostile metadata', () => {
  it.each([
    '"',
    "'",
    '/*',
    '//',
    '{',
    '}',
    ';',
    '[',
    '(',
    '-',
    ' . ',
    'a.',
    'env ',
    'struct ',
    '\\',
    '0',
    'a',
    '\u00e9',
    '\0',
    '\x1e{',
  ])('ends for 200,000 characters of %j', (piece) => {
    const text = piece.repeat(Math.ceil(200_000 / piece.length));
    for (const before of ['', 'event { fields := struct { ', 'env { a = ', 'trace {', '\x1e{"a":'])
      expect(refusal(() => schemaOf(before + text))).toMatch(/^(metadata|too-large)/);
  });

  it('ends for 11 million semicolons', () => {
    expect(refusal(() => schemaOf(';'.repeat(11_000_000)))).toBe('too-large');
  });
});
