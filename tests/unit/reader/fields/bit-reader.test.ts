import { BitReader } from '@reader/fields/bit-reader';
import { readBytes, readString, skipString } from '@reader/fields/text';
import type { ByteOrder } from '@reader/schema/field-class';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitWriter, bytesSource } from '../../../setup/bit-writer';

/** So that most fields lie across two windows. */
const WINDOW_BYTES = 16;

function readerOf(bytes: Uint8Array, packetOffset = 0, endBits = (bytes.length - packetOffset) * 8): BitReader {
  const reader = new BitReader(WINDOW_BYTES);
  reader.open(bytesSource(bytes), packetOffset, endBits);
  return reader;
}

describe('bits of a packet', () => {
  it('are integers of 1 to 64 bits at any position, of both byte orders', () => {
    const one = fc.tuple(fc.integer({ min: 1, max: 64 }), fc.boolean(), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
    const property = fc.property(fc.constantFrom<ByteOrder>('little', 'big'), fc.array(one), (order, fields) => {
      const writer = new BitWriter();
      for (const [bits, , value] of fields) writer.integer(value, bits, order);
      const reader = readerOf(writer.toBytes());
      for (const [bits, isSigned, value] of fields) {
        const expected = isSigned ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
        const read = reader.integer(bits, order, isSigned);
        expect(BigInt(read)).toBe(expected);
        expect(typeof read).toBe(Number.isSafeInteger(Number(expected)) ? 'number' : 'bigint');
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('begin at the packet, wherever that is in the file', () => {
    const reader = readerOf(Uint8Array.of(9, 9, 9, 0x12, 0x34), 3);
    expect(reader.integer(16, 'big', false)).toBe(0x1234);
    expect(reader.remainingBits).toBe(0);
  });

  it.each(['little', 'big'] as const)('cannot change from %s-endian within a byte', (order) => {
    const reader = readerOf(Uint8Array.of(0xff, 0xff));
    reader.integer(3, order, false);
    expect(() => reader.integer(5, order === 'little' ? 'big' : 'little', false)).toThrow('byte order');
    expect(reader.position).toBe(3);
  });

  it('end where the packet or the file ends', () => {
    const reader = readerOf(new Uint8Array(8), 0, 60);
    reader.skip(29);
    expect(() => reader.integer(32, 'little', false)).toThrow('32 bits were expected where the packet has 31 left.');
    expect(() => reader.align(64)).toThrow('35 bits were expected where the packet has 31 left.');
    const cut = readerOf(new Uint8Array(2), 0, 800);
    cut.skip(16);
    expect(() => cut.byte()).toThrow('The file ends within the packet.');
  });

  it('are variable integers of up to 64 bits', () => {
    const read = (isSigned: boolean, ...bytes: number[]) => readerOf(Uint8Array.from(bytes)).variableInteger(isSigned);
    const ones = Array.from({ length: 9 }, () => 0xff);
    expect(read(false, ...ones, 0x01)).toBe(2n ** 64n - 1n);
    expect(read(true, ...ones, 0x7f)).toBe(-1);
    expect(read(true, 0x80, 0x7f)).toBe(-128);
    expect(() => read(false, ...ones, 0x02)).toThrow('more than 64 bits');
    expect(() => read(true, ...ones, 0x01)).toThrow('more than 64 bits');
    expect(() => read(false, ...ones, 0x80, 0)).toThrow('more than 64 bits');
  });
});

describe('texts and bytes of a packet', () => {
  it('may be longer than the window', () => {
    const long = 'x'.repeat(100);
    const bytes = new TextEncoder().encode(`${long}\0${'ü'.repeat(40)}\0`);
    const reader = readerOf(bytes);
    expect(readString(reader, 'utf8')).toBe(long);
    expect(readString(reader, 'utf8')).toBe('ü'.repeat(40));
    const other = readerOf(bytes);
    skipString(other, 'utf8');
    expect(other.position).toBe(808);
    expect([...readBytes(other, 81)]).toEqual([...bytes.subarray(101)]);
  });

  it('end at a code unit 0, not at a byte 0', () => {
    const units = [0x100, 0x200, 0x61, 0];
    const bytes = Uint8Array.from(units.flatMap((unit) => [unit & 0xff, unit >> 8]));
    const reader = readerOf(Uint8Array.from([...Array.from({ length: 15 }, () => 0), ...bytes]));
    reader.skip(15 * 8);
    expect(readString(reader, 'utf16le')).toBe('\u0100\u0200a');
    expect(reader.remainingBits).toBe(0);
  });

  it('are refused without an end, and if they are longer than the packet', () => {
    expect(() => readString(readerOf(new Uint8Array(40).fill(65)), 'utf8')).toThrow('0 left');
    expect(() => readString(readerOf(new Uint8Array(41).fill(65)), 'utf32be')).toThrow('were expected');
    expect(() => readBytes(readerOf(new Uint8Array(40)), 41)).toThrow('41 bytes is longer than its packet');
  });

  it('are refused from 16 MiB on, before memory is taken', () => {
    const size = 2 ** 40;
    const reader = new BitReader(WINDOW_BYTES);
    reader.open({ sizeBytes: size, read: (into) => into.fill(65).length }, 0, size * 8);
    expect(() => readBytes(reader, 2 ** 30)).toThrow('more than 16777216');
  });
});
