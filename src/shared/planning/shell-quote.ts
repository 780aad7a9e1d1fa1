/** Control characters, which a terminal interprets, and direction overrides, which change the order in which text is shown. */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Quotes any text as one word of bash. Escapes characters that a terminal interprets, so that a shown script is harmless. */
export function shellQuote(word: string): string {
  if (/^[A-Za-z0-9_./:=,@%+-]+$/.test(word)) return word;
  if (!UNSAFE.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
  const escaped = [...word].map((char) => {
    if (char === '\\' || char === "'") return `\\${char}`;
    if (char === '\n') return '\\n';
    return UNSAFE.test(char) ? asBytes(char) : char;
  });
  return `$'${escaped.join('')}'`;
}

/** Escapes the UTF-8 bytes, because the result of bash's `\u` depends on the locale. */
const asBytes = (char: string): string =>
  [...new TextEncoder().encode(char)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

export const shellCommand = (argv: readonly string[]): string => argv.map(shellQuote).join(' ');
