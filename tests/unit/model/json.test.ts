import { DEEPEST_DATA, parseJson } from '@shared/model/json';
import fc from 'fast-check';
import { expect, it } from 'vitest';

it('accepts and refuses the same texts as JSON.parse', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 5 }), (text) => {
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'[]{}",:1\\ u0'), maxLength: 30 }), (text) => {
      const of = (read: (given: string) => unknown): unknown => {
        try {
          return read(text);
        } catch (error) {
          return (error as Error).name;
        }
      };
      expect(of(parseJson)).toEqual(of(JSON.parse));
    }),
  );
});

it('refuses too many nested levels, whatever the strings contain', () => {
  const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  expect(parseJson(nested(DEEPEST_DATA))).toBeInstanceOf(Array);
  expect(() => parseJson(nested(DEEPEST_DATA + 1))).toThrow(SyntaxError);
  expect(() => parseJson('{"a":'.repeat(1_000_000))).toThrow(SyntaxError);
  const text = JSON.stringify({ text: `\\"${'['.repeat(1_000)}` });
  expect(parseJson(text)).toEqual(JSON.parse(text));
  // Siblings do not nest.
  expect(parseJson(`[${Array(1_000).fill('[]').join()}]`)).toHaveLength(1_000);
});
