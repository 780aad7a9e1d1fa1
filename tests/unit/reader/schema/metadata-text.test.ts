import { ReadError } from '@reader/read-error';
import { metadataText } from '@reader/schema/metadata-text';
import { readMetadata } from '@reader/schema/read-metadata';
import { describe, expect, it } from 'vitest';
import { refusal } from '../../../setup/small-metadata';

interface Wish {
  isLittle?: boolean;
  contentBits?: number;
  packetBits?: number;
  padding?: number;
  schemes?: number[];
}

const HEADER_BYTES = 37;

/** A metadata packet (CTF 1.8.3, section 7.1). */
function packet(content: Uint8Array | string, wish: Wish = {}): Buffer {
  const { isLittle = true, padding = 0, schemes = [0, 0, 0] } = wish;
  const body = Buffer.from(content);
  const contentBits = wish.contentBits ?? (HEADER_BYTES + body.length) * 8;
  const packetBits = wish.packetBits ?? contentBits + padding * 8;
  const header = Buffer.alloc(HEADER_BYTES);
  const write = (value: number, at: number) =>
    isLittle ? header.writeUInt32LE(value, at) : header.writeUInt32BE(value, at);
  write(0x75d11d57, 0);
  write(contentBits, 24);
  write(packetBits, 28);
  header.set([...schemes, 1, 8], 32);
  return Buffer.concat([header, body, Buffer.alloc(padding)]);
}

describe('metadata in packets', () => {
  it.each([true, false])(
    'of either byte order is joined without headers and padding (little-endian: %s)',
    (isLittle) => {
      const file = Buffer.concat([
        packet('trace { ma', { isLittle, padding: 11 }),
        packet('jor', { isLittle }),
        packet('', { isLittle }),
      ]);
      expect(metadataText(file)).toBe('trace { major');
    },
  );

  it('can end a packet within a character', () => {
    const bytes = Buffer.from('é😀');
    const file = Buffer.concat([...bytes].map((byte) => packet(Uint8Array.of(byte), { padding: 3 })));
    expect(metadataText(file)).toBe('é😀');
  });

  it('ignores a last packet that a crash cut, and its padding', () => {
    const last = packet('world', { padding: 100 });
    const whole = Buffer.concat([packet('hello '), last]);
    for (let cut = 1; cut < last.length; cut += 1)
      expect(metadataText(whole.subarray(0, whole.length - cut))).toBe(cut <= 100 ? 'hello world' : 'hello ');
  });

  it('can be in the middle of a larger buffer', () => {
    const inside = Buffer.concat([Buffer.from('xyz'), packet('text'), Buffer.from('xyz')]).subarray(3, -3);
    expect(metadataText(inside)).toBe('text');
  });

  it.each<[string, Wish, string]>([
    ['compressed', { schemes: [1, 0, 0] }, 'unsupported'],
    ['encrypted', { schemes: [0, 1, 0] }, 'unsupported'],
    ['smaller than its header', { contentBits: 8 }, 'metadata'],
    ['smaller than its content', { packetBits: 8 * HEADER_BYTES }, 'metadata'],
    ['not whole bytes', { contentBits: 8 * HEADER_BYTES + 9, packetBits: 8 * HEADER_BYTES + 16 }, 'metadata'],
    ['of 512 MiB', { contentBits: 0xffff_fff8, packetBits: 0 }, 'metadata'],
  ])('is refused if a packet is %s', (_what, wish, code) => {
    expect(refusal(() => metadataText(packet('text', wish)))).toBe(code);
  });

  it('is refused if the byte order changes', () => {
    const file = Buffer.concat([packet('a'), packet('b', { isLittle: false })]);
    expect(refusal(() => metadataText(file))).toBe('metadata');
  });

  it('has lines that do not count headers', () => {
    const file = Buffer.concat([
      packet('trace { major = 1; minor = 8;\n'),
      packet('byte_order = le; };\n\ngone'),
      packet(' f;'),
    ]);
    expect(refusal(() => readMetadata(file))).toBe('metadata 4');
  });
});

describe('plain metadata', () => {
  it.each(['', '\n', 'W', '\u0000'])('without a trace is refused: %j', (text) => {
    expect(() => readMetadata(new TextEncoder().encode(text))).toThrow(ReadError);
  });

  it('of more than 64 MiB is refused before it is decoded', () => {
    expect(refusal(() => readMetadata(new Uint8Array(64 * 1024 * 1024 + 1)))).toBe('too-large');
  });
});
