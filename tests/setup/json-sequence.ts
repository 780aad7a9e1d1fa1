/** The text of CTF 2 metadata: fragments as a JSON text sequence (RFC 7464). */
export const jsonSequence = (fragments: readonly unknown[]): string =>
  fragments.map((fragment) => `\x1e${JSON.stringify(fragment)}\n`).join('');
