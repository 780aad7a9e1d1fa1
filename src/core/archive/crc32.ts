import * as zlib from 'node:zlib';

/** The reversed polynomial of ISO 3309, as zip uses it (APPNOTE.TXT 4.4.7). */
const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ POLYNOMIAL : sum >>> 1;
  return sum;
});

/** CRC-32 by a lookup table; exported so that a test can compare it with Node's. */
export function crc32ByTable(data: Uint8Array, before = 0): number {
  let sum = ~before;
  for (const byte of data) sum = (sum >>> 8) ^ (TABLE[(sum ^ byte) & 0xff] as number);
  return ~sum >>> 0;
}

/**
 * The CRC-32 of `data` as zip uses it, continued from the checksum `before` of the preceding data. Uses Node's function,
 * which is many times faster, where it exists (Node 20.15 and 22.2). Debian 12 and Ubuntu 24.04 ship Node 18.
 */
export const crc32: (data: Uint8Array, before?: number) => number =
  (zlib as Partial<typeof zlib>).crc32 ?? crc32ByTable;
