import { oneLine, stripControls } from '@shared/model/plain-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argumentText } from '../setup/words';

describe('plain text', () => {
  it.each([
    ['a colour', 'a\u001b[1;31mb\u001b[0mc', 'abc'],
    ['the same in 8 bits', 'a\u009b1mb', 'ab'],
    ['a title for the window, ended by BEL', 'a\u001b]0;evil\u0007b', 'ab'],
    ['a link, ended by ST', '\u001b]8;;http://x\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['an operating system command in 8 bits', 'a\u009d0;evil\u009cb', 'ab'],
    ['a device control string', 'a\u001bPq#0\u001b\\b', 'ab'],
    ['a private message', 'a\u001b^secret\u001b\\b', 'ab'],
    ['clearing the screen', '\u001b[2J\u001b[Htext', 'text'],
    ['a reset', '\u001bcx', 'x'],
    ['a charset', '\u001b(0x', 'x'],
    ['backspace and return', 'ab\u0008\rc', 'abc'],
    ['bell, NUL and DEL', 'a\u0007\u0000\u007fb', 'ab'],
    ['direction overrides', 'a\u202eb\u2066c\u200fd\u061ce', 'abcde'],
    ['a DOS line', 'one\r\ntwo', 'one\ntwo'],
    ['a cut sequence', 'a\u001b', 'a'],
  ])('omits %s', (_what, text, plain) => {
    expect(stripControls(text)).toBe(plain);
  });

  it('keeps tabs, lines, umlauts and emoji', () => {
    expect(stripControls('a\tb\nGröße 🦊')).toBe('a\tb\nGröße 🦊');
  });

  it('contains no control character for any text, and is the same when stripped again', () => {
    fc.assert(
      fc.property(argumentText(), (text) => {
        const plain = stripControls(text);
        expect(plain).not.toMatch(
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
        );
        expect(stripControls(plain)).toBe(plain);
      }),
    );
  });

  it('takes linear time', () => {
    for (const hard of ['\u001b[', '\u001b]', '\u001b[0;', '\u001bP', '\u001b '])
      expect(stripControls(hard.repeat(200_000)).length).toBeLessThan(1_000_000);
  });

  it('is a single line for names', () => {
    expect(oneLine('  one\n\ttwo \u001b[31mthree\r\n')).toBe('one two three');
  });
});
