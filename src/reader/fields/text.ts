import { ReadError } from '../read-error';
import type { TextEncoding } from '../schema/field-class';
import type { BitReader } from './bit-reader';

/** Longer texts and blobs end their packet. A sub-buffer of LTTng, which limits them there, is rarely larger. */
const MAX_BYTES = 16 * 1024 * 1024;

const UNIT_BYTES = { utf8: 1, utf16le: 2, utf16be: 2, utf32le: 4, utf32be: 4 } as const satisfies Record<
  TextEncoding,
  number
>;

const decoders = {
  utf8: new TextDecoder('utf-8', { ignoreBOM: true }),
  utf16le: new TextDecoder('utf-16le', { ignoreBOM: true }),
  utf16be: new TextDecoder('utf-16be', { ignoreBOM: true }),
};

function decodeUtf32(bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  for (let at = 0; at + 4 <= bytes.length; at += 4) {
    const point = view.getUint32(at, isLittle);
    text += point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  }
  return text;
}

/** Short ASCII, which nearly all names in traces are, without a call of the decoder. */
function decodeAscii(bytes: Uint8Array): string | null {
  if (bytes.length > 24) return null;
  let text = '';
  for (const byte of bytes) {
    if (byte > 0x7f) return null;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** Index of the first code unit 0, or -1. */
function findEnd(bytes: Uint8Array, unit: number): number {
  if (unit === 1) return bytes.indexOf(0);
  for (let at = 0; at + unit <= bytes.length; at += unit) {
    let byte = 0;
    while (byte < unit && bytes[at + byte] === 0) byte++;
    if (byte === unit) return at;
  }
  return -1;
}

/** The text up to its first code unit 0, or all of it. Invalid bytes become U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: TextEncoding): string {
  const end = findEnd(bytes, UNIT_BYTES[encoding]);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  if (encoding === 'utf8') return decodeAscii(text) ?? decoders.utf8.decode(text);
  if (encoding === 'utf16le' || encoding === 'utf16be') return decoders[encoding].decode(text);
  return decodeUtf32(text, encoding === 'utf32le');
}

/** Reads a text that ends with a code unit 0. */
export function readString(reader: BitReader, encoding: TextEncoding): string {
  reader.align(8);
  const unit = UNIT_BYTES[encoding];
  const window = reader.peek();
  const end = findEnd(window, unit);
  if (end >= 0) {
    const text = decodeText(window.subarray(0, end), encoding);
    reader.skip((end + unit) * 8);
    return text;
  }
  const start = reader.position;
  skipString(reader, encoding);
  const bits = reader.position - start;
  reader.position = start;
  return decodeText(readBytes(reader, bits / 8), encoding);
}

/** @throws ReadError if the packet ends first */
export function skipString(reader: BitReader, encoding: TextEncoding): void {
  reader.align(8);
  const unit = UNIT_BYTES[encoding];
  for (;;) {
    const window = reader.peek();
    if (window.length < unit) {
      // A code unit may lie across the end of the window.
      let isEnd = true;
      for (let byte = 0; byte < unit; byte++) isEnd = reader.byte() === 0 && isEnd;
      if (isEnd) return;
      continue;
    }
    const end = findEnd(window, unit);
    reader.skip((end >= 0 ? end + unit : window.length - (window.length % unit)) * 8);
    if (end >= 0) return;
  }
}

/** A copy of the next bytes. */
export function readBytes(reader: BitReader, count: number): Uint8Array {
  reader.align(8);
  if (count * 8 > reader.remainingBits)
    throw new ReadError('damaged', `A field of ${count} bytes is longer than its packet.`);
  if (count > MAX_BYTES) throw new ReadError('too-large', `A field has ${count} bytes, more than ${MAX_BYTES}.`);
  const bytes = new Uint8Array(count);
  for (let at = 0; at < count; ) {
    const part = reader.peek().subarray(0, count - at);
    bytes.set(part, at);
    reader.skip(part.length * 8);
    at += part.length;
  }
  return bytes;
}
