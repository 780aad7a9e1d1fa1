import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32, crc32ByTable } from '../../../src/core/archive/crc32';

/** The check value of CRC-32/ISO-HDLC: the checksum of these nine digits. */
const DIGITS = new TextEncoder().encode('123456789');
const CHECK = 0xcbf43926;

describe('the checksum of a zip entry', () => {
  it.each([
    ['chosen for this Node', crc32],
    ['by the table of old Nodes', crc32ByTable],
  ])('%s is that of the standard, in one piece or many', (_, sum) => {
    expect(sum(DIGITS)).toBe(CHECK);
    expect(sum(DIGITS.subarray(4), sum(DIGITS.subarray(0, 4)))).toBe(CHECK);
    expect(sum(new Uint8Array())).toBe(0);
  });

  it('is the same by the table as by Node', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 300 }), (first, second) => {
        expect(crc32ByTable(second, crc32ByTable(first))).toBe(zlib.crc32(second, zlib.crc32(first)));
      }),
    );
  });
});
