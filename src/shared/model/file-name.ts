/**
 * Converts file names to strings without loss.
 *
 * Linux allows any byte in a name except NUL and `/`. Node decodes names as UTF-8 and replaces invalid bytes by U+FFFD. Such a
 * name does not exist on the disk. Here each byte that is not part of valid UTF-8 becomes a lone surrogate, U+DC80 to U+DCFF,
 * as in Python (PEP 383, "surrogateescape"). Such a string can be joined, compared and sorted like any other path.
 */
const ESCAPES_FROM = 0xdc00;
/** With the flag `u` only a surrogate without its other half matches. */
const LONE = /[\ud800-\udfff]/u;
const ESCAPED_BYTE = /[\udc80-\udcff]/gu;

/** Whether a name, or a path, is valid UTF-8 on the disk. */
export const isUtf8Name = (name: string): boolean => !LONE.test(name);

/** The name as readable text, with invalid bytes as `\xE9`. */
export const readableName = (name: string): string =>
  name.replace(ESCAPED_BYTE, (char) => `\\x${(char.charCodeAt(0) - ESCAPES_FROM).toString(16).toUpperCase()}`);

/** Takes linear time. `encodeName` returns the same bytes. */
export function decodeName(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let name = '';
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length > 0) {
      at += length;
      continue;
    }
    name += decoder.decode(bytes.subarray(from, at));
    name += String.fromCharCode(ESCAPES_FROM + (bytes[at] ?? 0));
    at += 1;
    from = at;
  }
  return name + decoder.decode(bytes.subarray(from));
}

/** The bytes that `decodeName` read. */
export function encodeName(name: string): Uint8Array {
  const encoder = new TextEncoder();
  if (isUtf8Name(name)) return encoder.encode(name);
  const pieces: Uint8Array[] = [];
  let from = 0;
  for (const { index } of name.matchAll(ESCAPED_BYTE)) {
    pieces.push(encoder.encode(name.slice(from, index)), Uint8Array.of(name.charCodeAt(index) - ESCAPES_FROM));
    from = index + 1;
  }
  pieces.push(encoder.encode(name.slice(from)));
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Implements RFC 3629, section 4. @returns the number of bytes of the character at this position; 0 if none begins here */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  const length = lead >= 0xc2 && lead <= 0xdf ? 2 : (lead & 0xf0) === 0xe0 ? 3 : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) return 0;
  // The second byte shows overlong forms, surrogates and code points above U+10FFFF.
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1] ?? 0;
  if (second < lowest || second > highest) return 0;
  for (let next = at + 2; next < at + length; next += 1) if (((bytes[next] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
