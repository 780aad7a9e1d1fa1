import fc from 'fast-check';

/** Any text that can be an argument of a program: whole characters, no NUL. */
export function argumentText(): fc.Arbitrary<string> {
  const any = fc.integer({ min: 1, max: 0x10ffff }).map((code) => String.fromCodePoint(code));
  const piece = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NASTY) }, any);
  return fc
    .array(piece, { maxLength: 12 })
    .map((pieces) => pieces.join(''))
    .filter(isWhole);
}

/** Whether no half of a character stands alone, which no argument of a program can hold. */
export const isWhole = (text: string): boolean => !/\p{Surrogate}/u.test(text);

/** What has a meaning to a shell, a terminal, a path or a reader of text. */
const NASTY = [
  "'",
  '"',
  '\\',
  '$',
  '`',
  '\n',
  '\r',
  '\t',
  ' ',
  '!',
  '*',
  '?',
  '~',
  '#',
  '&',
  '|',
  ';',
  '(',
  ')',
  '<',
  '>',
  '{',
  '}',
  '../',
  '-',
  '=',
  ',',
  ':',
  'a',
  '1',
  '\u001b[31m',
  '\u001b]0;x\u0007',
  '\u009b1m',
  '\u0085',
  '\u007f',
  '\u202e',
  '\u2066',
  '🦊',
  'é',
  '%s',
  '\\n',
  '\\x41',
];
