import { ReadError } from '@reader/read-error';
import type { FieldClass, Length } from '@reader/schema/field-class';
import { readMetadata } from '@reader/schema/read-metadata';
import type { TraceSchema } from '@reader/schema/trace-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FUZZ_SEED } from '../setup/fuzz/seed';
import { Random } from '../setup/random-ctf/random';
import { RandomMetadata } from '../setup/random-ctf/random-metadata';

/** For each of the two languages. */
const MUTATIONS = 6_000;
/** Small texts, so that a mutation is likely to meet any construct. */
const MOST_CHARACTERS = 3_000;

const HEAD = `/* CTF 1.8 */ typealias integer { size = 64; map = clock.c.value; } := time; typedef integer { size = 8; } u8;
  env { a = "b\\n"; n = -0x1; }; clock { name = c; freq = 1000; offset = -7; offset_s = 5; absolute = true; };
  callsite { name = "x"; }; struct named { u8 n; } align(8); enum kind : u8 { a, "b" = 2 ... 5 };\n`;
const CLOCK = `\x1e${JSON.stringify({
  ...{ type: 'clock-class', id: 'c', frequency: 1000, origin: 'unix-epoch', precision: 1 },
  'offset-from-origin': { seconds: -5, cycles: 7 },
})}\n`;

const SCHEMAS = Array.from({ length: 200 }, (_, seed) => new RandomMetadata(new Random(seed)).write());
const TEXTS = {
  tsdl: SCHEMAS.map(({ tsdl }) => HEAD + tsdl).filter(({ length }) => length < MOST_CHARACTERS),
  ctf2: SCHEMAS.map(({ ctf2 }) => ctf2.replace('\n', `\n${CLOCK}`)).filter(({ length }) => length < MOST_CHARACTERS),
};

/** Pieces that mean something to a parser, and numbers at the ends of their ranges. */
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '<',
    '>',
    '(',
    ')',
    ';',
    ':=',
    '=',
    ',',
    '.',
    '...',
    '"',
    "'",
    '\\',
    '/*',
    '//',
    '*',
    '-',
    '\n',
    '\0',
    '\x1e',
  ],
  ...[
    'struct',
    'variant',
    'enum',
    'integer',
    'string',
    'typealias',
    'typedef',
    'const',
    'align',
    'trace',
    'stream',
    'event',
  ],
  ...[
    '0',
    '-1',
    '1',
    '64',
    '65',
    '0x7fffffffffffffff',
    '18446744073709551615',
    '18446744073709551616',
    '1e9',
    'null',
    'true',
  ],
  ...[
    '"path":[null]',
    '"length":0',
    '"alignment":3',
    '"type":"variant"',
    '"roles":["packet-magic-number"]',
    '\ud800',
    'é',
  ],
];

const change = fc.record({
  kind: fc.constantFrom('replace', 'delete', 'repeat', 'insert', 'cut', 'move'),
  at: fc.nat(MOST_CHARACTERS),
  to: fc.nat(MOST_CHARACTERS),
  length: fc.oneof(fc.nat(4), fc.nat(60)),
  piece: fc.constantFrom(...PIECES),
});
type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

function changed(text: string, { kind, at, to, length, piece }: Change): string {
  const [before, part, after] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
  switch (kind) {
    case 'replace':
      return before + piece + after;
    case 'delete':
      return before + after;
    case 'repeat':
      return before + part + part + after;
    case 'insert':
      return before + piece + part + after;
    case 'cut':
      return before;
    case 'move': {
      const rest = before + after;
      return rest.slice(0, to) + part + rest.slice(to);
    }
  }
}

const mutated = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .record({ text: fc.constantFrom(...texts), changes: fc.array(change, { minLength: 1, maxLength: 4 }) })
    .map(({ text, changes }) => changes.reduce(changed, text));

/** What decoders rely on. */
function expectSound({ slots, packetHeader, streams }: TraceSchema): void {
  const length = (value: Length): void => {
    if ('slot' in value) expect(value.slot).toBeLessThan(slots);
    else expect(Number.isSafeInteger(value.fixed) && value.fixed >= 0).toBe(true);
  };
  const powerOfTwo = (bits: number): void => expect(Number.isInteger(Math.log2(bits))).toBe(true);
  const check = (type: FieldClass): void => {
    if ('alignment' in type) powerOfTwo(type.alignment);
    if ('length' in type) length(type.length);
    if ('selectorSlot' in type) expect(type.selectorSlot).toBeLessThan(slots);
    if ('integer' in type) check(type.integer);
    if (type.kind === 'integer') expect(type.bits >= 1 && type.bits <= 64).toBe(true);
    else if (type.kind === 'struct') for (const field of type.fields) check(field.class);
    else if (type.kind === 'array') check(type.element);
    else if (type.kind === 'variant') for (const option of type.options) check(option.class);
    else if (type.kind === 'optional') check(type.class);
  };
  if (packetHeader) check(packetHeader);
  for (const { packetContext, eventHeader, commonContext, clock, events } of streams.values()) {
    for (const struct of [packetContext, eventHeader, commonContext]) if (struct) check(struct);
    if (clock) expect(clock.frequencyHz).toBeGreaterThan(0n);
    for (const { specificContext, payload } of events.values())
      for (const struct of [specificContext, payload]) if (struct) check(struct);
  }
}

describe('metadata with random changes', () => {
  it.each(['tsdl', 'ctf2'] as const)('is read soundly or refused, with a line: %s', (language) => {
    let [accepted, refused] = [0, 0];
    fc.assert(
      fc.property(mutated(TEXTS[language]), (text) => {
        try {
          expectSound(readMetadata(new TextEncoder().encode(text)));
          accepted += 1;
        } catch (error) {
          if (!(error instanceof ReadError)) throw error;
          expect(error.at).toMatchObject({ line: expect.any(Number) });
          refused += 1;
        }
      }),
      { numRuns: MUTATIONS, ...FUZZ_SEED },
    );
    // Both outcomes are frequent, so the changes reach what is behind the first checks.
    expect(Math.min(accepted, refused)).toBeGreaterThan(MUTATIONS / 50);
  });

  it('is refused if it is random bytes, also after the header of a packet', () => {
    const header = [0x57, 0x1d, 0xd1, 0x75, ...Array.from({ length: 31 }, () => 0), 1, 8];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, isPacket) => {
        expect(() => readMetadata(Uint8Array.from(isPacket ? [...header, ...bytes] : bytes))).toThrow(ReadError);
      }),
      { numRuns: MUTATIONS / 6, ...FUZZ_SEED },
    );
  });
});
