/** One word of bash, whatever is in it. Control characters stand as escapes, so that a shown script cannot play with a terminal. */
export function shellQuote(word: string): string {
  if (/^[A-Za-z0-9_./:=,@%+-]+$/.test(word)) return word;
  if (!/[\u0000-\u001f\u007f-\u009f]/.test(word)) return `'${word.replaceAll("'", `'\\''`)}'`;
  const escaped = [...word].map((char) => {
    if (char === '\\' || char === "'") return `\\${char}`;
    if (char === '\n') return '\\n';
    const code = char.codePointAt(0) ?? 0;
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) ? `\\u${code.toString(16).padStart(4, '0')}` : char;
  });
  return `$'${escaped.join('')}'`;
}

export const shellCommand = (words: readonly string[]): string => words.map(shellQuote).join(' ');
