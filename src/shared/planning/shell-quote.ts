/** What a terminal would obey, or shows in another order than it is run: control characters and direction overrides. */
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** One word of bash, whatever is in it. What a terminal would obey stands as escapes, so that a shown script cannot play with it. */
export function shellQuote(word: string): string {
  if (/^[A-Za-z0-9_./:=,@%+-]+$/.test(word)) return word;
  if (!OBEYED.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
  const escaped = [...word].map((char) => {
    if (char === '\\' || char === "'") return `\\${char}`;
    if (char === '\n') return '\\n';
    return OBEYED.test(char) ? asBytes(char) : char;
  });
  return `$'${escaped.join('')}'`;
}

/** As bytes of UTF-8: bash's `\u` depends on the locale. */
const asBytes = (char: string): string =>
  [...new TextEncoder().encode(char)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

export const shellCommand = (words: readonly string[]): string => words.map(shellQuote).join(' ');
