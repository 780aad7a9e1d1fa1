import { joined } from '../bit-writer';
import type { Random } from '../random-ctf/random';

/** Bytes at which sizes and counters overflow or turn negative. */
export const EDGES = [0, 1, 0x7f, 0x80, 0xfe, 0xff] as const;
const NUMBERS = [
  '0',
  '1',
  '-1',
  '63',
  '64',
  '65',
  '2147483648',
  '18446744073709551616',
  '0x7fffffffffffffff',
  '1e9',
] as const;

/** Changes a few places of a file: bits, bytes, runs of bytes, or its length. */
export function mutateBytes(random: Random, original: Uint8Array): Uint8Array {
  let bytes = Uint8Array.from(original);
  for (let changes = random.between(1, 6); changes > 0 && bytes.length > 0; changes--) {
    const at = random.between(0, bytes.length - 1);
    const length = Math.min(random.between(1, 16), bytes.length - at);
    switch (random.one(['bit', 'byte', 'edge', 'word', 'cut', 'remove', 'repeat'])) {
      case 'bit':
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
        break;
      case 'byte':
        bytes[at] = random.between(0, 255);
        break;
      case 'edge':
        bytes[at] = random.one(EDGES);
        break;
      case 'word':
        bytes.fill(random.one(EDGES), at, at + random.one([2, 4, 8]));
        break;
      case 'cut':
        if (random.between(0, 3) === 0) bytes = bytes.slice(0, at);
        break;
      case 'remove':
        bytes = joined(bytes.subarray(0, at), bytes.subarray(at + length));
        break;
      case 'repeat':
        bytes = joined(bytes.subarray(0, at + length), bytes.subarray(at));
        break;
    }
  }
  return bytes;
}

/** Changes a few places of a text: characters, words, numbers, or whole runs. */
export function mutateText(random: Random, original: string): string {
  let text = original;
  for (let changes = random.between(1, 2); changes > 0; changes--) {
    const at = random.between(0, text.length);
    const length = random.between(1, random.one([1, 4, 40]));
    const other = random.between(0, text.length);
    const piece = text.slice(other, other + length);
    switch (random.one(['number', 'number', 'move', 'remove', 'char', 'repeat'])) {
      case 'number':
        text = text.slice(0, at) + text.slice(at).replace(/\d+/, random.one(NUMBERS));
        break;
      case 'move':
        text = text.slice(0, at) + piece + text.slice(at);
        break;
      case 'remove':
        text = text.slice(0, at) + text.slice(at + length);
        break;
      case 'char':
        text = `${text.slice(0, at)}${random.one(['{', '}', '[', ']', ';', '"', '\0', ':', ',', '=', '<', '/*'])}${text.slice(at)}`;
        break;
      case 'repeat':
        text = text.slice(0, at) + piece.repeat(random.between(1, 50)) + text.slice(at);
        break;
    }
  }
  return text;
}
