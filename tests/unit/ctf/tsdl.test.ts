import { largestArray } from '@core/ctf/claimed-sizes';
import { metadataFacts } from '@core/ctf/metadata-facts';
import { firstBlock, plainValue, tsdlBlocks } from '@core/ctf/tsdl-blocks';
import { readEnv } from '@core/imports/ctf-env';
import { readClock } from '@core/library/ctf-metadata';
import { formatOf } from '@core/viewer/trace-format';
import { type ScannedText, tsdlTokens } from '@reader/schema/tsdl/tokens';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workPerCharacter } from '../setup/counted-text';

const HEAD = '/* CTF 1.8 */\n';
const kinds = (text: string): string[] => [...tsdlTokens(text)].map(({ kind, text: word }) => `${kind} ${word}`);

describe('the text of CTF 1.8 metadata', () => {
  it('is words, strings and marks; comments and white space are none', () => {
    expect(kinds('env { /* a "b" */ name = "x\\" };"; // "\n n = -0x1F; c = \'"\'; };')).toEqual([
      ...['word env', 'mark {', 'word name', 'mark =', 'string x\\" };', 'mark ;', 'word n', 'mark =', 'mark -'],
      ...['word 0x1F', 'mark ;', 'word c', 'mark =', 'string "', 'mark ;', 'mark }', 'mark ;'],
    ]);
  });

  it.each(['"no end', '/* no end', "'", '"\\'])('may end in the middle: %s', (text) => {
    expect(kinds(`a ${text}`)).toEqual(['word a', 'broken ']);
  });

  it('is taken apart whatever it holds, each token once', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab"\'\\/*{}[];= \n0é') }), (text) => {
        let end = 0;
        for (const token of tsdlTokens(text)) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          end = token.end;
        }
        expect(end).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('has blocks; what looks like one in a string, a comment or another block is none', () => {
    const text = `/* env { a = 1; }; */ trace { env { a = 2; }; }; env { s = "}; env { a = 3;"; a = 4; b := struct { uint8_t a; } x; };`;
    const env = firstBlock(text, 'env');
    expect(env?.fields.map((field) => [field.name, plainValue(field)])).toEqual([
      ['s', '}; env { a = 3;'],
      ['a', '4'],
    ]);
    expect(env?.isPlain).toBe(false);
  });

  it('is read as barectf writes it: a word for a name, an offset of two parts, any domain', () => {
    const text = `${HEAD}env { domain = "bare"; tracer_name = "otf2"; tracer_major = 3; tracer_minor = 0; hostname = "gr\u00c3\u00bcn"; };\nclock { name = default; freq = 1000000000; offset_s = 5; offset = 7; };`;
    const file = Buffer.from(text, 'latin1');
    expect(readEnv(file)).toMatchObject({ domain: 'userspace', tracer: 'otf2 3.0', host: 'grün' });
    expect(metadataFacts(file)).toEqual({ hasClock: true, hasOneLineNames: true });
    expect(readClock(file)).toBeUndefined();
  });

  it.each([
    ['a name with an escape', 'event { name = "a\\nb"; };'],
    ['a name with a line end', 'event { name = "a\nb"; };'],
    ['a domain with an escape', 'env { domain = "a\\012b"; };'],
  ])('is not read line by line with %s', (_what, text) => {
    expect(metadataFacts(Buffer.from(HEAD + text)).hasOneLineNames).toBe(false);
  });

  it.each([
    ['uint8_t a[10][020][0x10];', 10 * 16 * 16],
    ['uint8_t a[len]; uint8_t b[3];', 3],
    ['uint8_t a[1000][len][1000];', 1_000_000],
    ['string s; /* a[99999999] */', 0],
  ])('claims arrays: %s', (text, elements) => {
    expect(largestArray(text)).toBe(elements);
  });
});

describe('the work of reading hostile metadata', () => {
  const READERS: Record<string, (text: ScannedText) => unknown> = {
    tokens: (text) => [...tsdlTokens(text)].length,
    blocks: (text) => [...tsdlBlocks(text)].length,
  };
  const HOSTILE = {
    'line ends': '\n',
    'clocks that do not end': 'clock {',
    'clocks one after the other': 'clock {\n};\n',
    'a long word': 'a',
    quotes: '"',
    'escaped quotes': '\\"',
    'comments that do not end': '/*',
    'halves of comments': '/',
    fields: 'a = "b";',
    'names without values': 'tracer_name = ',
    blanks: ' ',
  };
  const cases = Object.keys(READERS).flatMap((reader) => Object.keys(HOSTILE).map((what) => [reader, what] as const));

  it.each(cases)('is the same for each character of a text twice as long: %s of %s', (reader, what) => {
    const read = READERS[reader] ?? (() => undefined);
    const piece = HOSTILE[what as keyof typeof HOSTILE];
    const [once = 0, twice = 0] = [20_000, 40_000].map((times) =>
      workPerCharacter(read, `${HEAD}env { ${piece.repeat(times)}`),
    );
    expect(once).toBeLessThan(8);
    expect(twice).toBeLessThanOrEqual(once * 1.01);
  });

  it.each(Object.values(HOSTILE))('comes to an end in every reader of metadata: %j', (piece) => {
    const file = Buffer.from(HEAD + piece.repeat(65_536));
    expect(readEnv(file).host).toBeNull();
    expect(readClock(file)).toBeUndefined();
    expect(formatOf(file).lttng).toBeNull();
    expect(metadataFacts(file).hasOneLineNames).toBe(true);
  });
});
