import { decodeName, encodeName, isUtf8Name, readableName } from '@shared/model/file-name';
import fc from 'fast-check';
import { expect, it } from 'vitest';

/** Bytes that often form complete characters, incomplete ones and surrogates. */
const bytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 4 }),
      fc.constantFrom('é', '計', '😀', '\ufeff', '\ufffd', 'a/b').map((text) => new TextEncoder().encode(text)),
      fc
        .constantFrom([0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82], [0xf0, 0x9f])
        .map((given) => Uint8Array.from(given)),
    ),
    { maxLength: 8 },
  )
  .map((pieces) => Buffer.concat(pieces));

it('keeps every byte of a name, whatever its encoding', () => {
  fc.assert(
    fc.property(bytes, (name) => {
      expect(Buffer.from(encodeName(decodeName(name))).equals(name)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('decodes valid UTF-8 as Node does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      expect(decodeName(Buffer.from(name))).toBe(name);
      expect(isUtf8Name(name)).toBe(true);
      expect(Buffer.from(encodeName(name)).equals(Buffer.from(name))).toBe(true);
    }),
  );
});

it('shows each byte that is not UTF-8 by its number', () => {
  const name = decodeName(Buffer.from('Gr\u00f6\u00dfe.txt', 'latin1'));
  expect(isUtf8Name(name)).toBe(false);
  expect(readableName(name)).toBe('Gr\\xF6\\xDFe.txt');
  expect(readableName('Größe.txt')).toBe('Größe.txt');
});
