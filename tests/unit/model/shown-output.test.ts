import { coloursBehind, hasControls, showControls, withoutColours } from '@shared/model/shown-output';
import { WholeSequences } from '@shared/model/whole-sequences';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argumentText } from '../setup/words';

const FORBIDDEN =
  /[\u0000-\u0008\u000b-\u001a\u001c-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\u001b(?!\[[0-9;]*m)/;
/** Text with many parts of sequences, which random text rarely contains. */
const hostile = () =>
  fc
    .array(
      fc.oneof(
        argumentText(),
        fc.constantFrom('\u001b', '[', '\u009b', '31', ';', 'm', '\u001b[1;31m', ']0;', '\u0007', '\r', '\n', '\u202e'),
      ),
      { maxLength: 40 },
    )
    .map((parts) => parts.join(''));

describe('output as the window shows it', () => {
  it.each([
    ['a colour', 'a\u001b[1;31mb\u001b[0mc', 'a\u001b[1;31mb\u001b[0mc'],
    ['the same in 8 bits', 'a\u009b1mb', 'a\u001b[1mb'],
    ['clearing the screen', '\u001b[2J\u001b[Htext', '^[[2J^[[Htext'],
    ['a title for the window', 'a\u001b]0;evil\u0007b', 'a^[]0;evil^Gb'],
    ['a question to the terminal', '\u001b[c', '^[[c'],
    ['a colour with a parameter of its own', '\u001b[>4;2m', '^[[>4;2m'],
    ['a string in 8 bits', '\u009d0;x\u009c', '<U+009D>0;x<U+009C>'],
    ['backspace and return', 'ab\u0008\rc', 'ab^H^Mc'],
    ['bell, NUL and DEL', 'a\u0007\u0000\u007fb', 'a^G^@^?b'],
    ['direction overrides', 'a\u202eb\u2066c', 'a<U+202E>b<U+2066>c'],
    ['a line separator', 'a\u2028b', 'a<U+2028>b'],
    ['a DOS line', 'one\r\ntwo', 'one\ntwo'],
    ['a colour that is too long', `\u001b[${'1;'.repeat(40)}m`, `^[[${'1;'.repeat(40)}m`],
    ['tabs, umlauts and emoji', 'a\tb\nGröße 🦊', 'a\tb\nGröße 🦊'],
  ])('converts %s', (_what, text, shown) => {
    expect(showControls(text)).toBe(shown);
  });

  it('contains no controls except tab, newline and its colours, for any text', () => {
    fc.assert(
      fc.property(hostile(), (text) => {
        const shown = showControls(text);
        expect(shown).not.toMatch(FORBIDDEN);
        expect(withoutColours(shown)).not.toContain('\u001b');
        expect(showControls(shown)).toBe(shown);
        if (!hasControls(text)) expect(shown).toBe(text);
      }),
    );
  });

  it('takes linear time', () => {
    for (const hard of ['\u001b[', '\u001b]', '\u001b[0;', '\u009b', '\r'])
      expect(showControls(hard.repeat(200_000)).length).toBeLessThan(2_000_000);
  });

  it('carries colours to the next line until they are reset', () => {
    expect(coloursBehind('', 'a\u001b[31mb')).toBe('\u001b[31m');
    expect(coloursBehind('\u001b[31m', 'a\u001b[1mb')).toBe('\u001b[31m\u001b[1m');
    expect(coloursBehind('\u001b[31m', 'a\u001b[0mb')).toBe('');
    expect(coloursBehind('\u001b[31m', 'a\u001b[mb')).toBe('');
    expect(coloursBehind('\u001b[31m', 'a\u001b[0;32mb')).toBe('\u001b[0;32m');
    const many = Array.from({ length: 500 }, (_, n) => `\u001b[38;5;${n % 256}mx`).join('');
    const kept = coloursBehind('', many);
    expect(kept.length).toBeLessThanOrEqual(256);
    expect(kept.endsWith('\u001b[38;5;243m')).toBe(true);
    expect(kept).not.toMatch(FORBIDDEN);
  });
});

describe('a stream in pieces of any size', () => {
  it('loses nothing and splits no sequence', () => {
    const whole = 'a\u001b[1;31mred\u001b[0m \u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\\r\nnext \u009b32mgreen';
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 60 }), (lengths) => {
        const stream = new WholeSequences();
        const out: string[] = [];
        let at = 0;
        for (let i = 0; at < whole.length; i += 1) {
          const length = lengths[i % lengths.length] ?? 1;
          out.push(stream.push(whole.slice(at, at + length)));
          at += length;
        }
        out.push(stream.rest());
        expect(out.join('')).toBe(whole);
        expect(out.map(showControls).join('')).toBe(showControls(whole));
      }),
    );
  });

  it('buffers no more than the longest sequence', () => {
    const stream = new WholeSequences();
    let passed = '';
    for (let i = 0; i < 100; i += 1) passed += stream.push(i === 0 ? '\u001b]0;' : 'x'.repeat(100));
    expect(passed.length).toBeGreaterThan(5_000);
  });

  it('passes on all text', () => {
    fc.assert(
      fc.property(fc.array(hostile(), { maxLength: 10 }), (pieces) => {
        const stream = new WholeSequences();
        const out = pieces.map((piece) => stream.push(piece)).join('') + stream.rest();
        expect(out).toBe(pieces.join(''));
      }),
    );
  });
});
