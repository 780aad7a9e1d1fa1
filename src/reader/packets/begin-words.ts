import type { PacketTable } from './packet-table';
import type { Words } from './words';

/** Where BigUint64Array has the lower of two words. */
export const LOW_WORD = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;

/** The value of the clock at a packet's begin, in two words of 32 bits. */
export function beginWords({ beginCycles }: PacketTable, row: number): Words {
  const words = new Uint32Array(beginCycles.buffer, beginCycles.byteOffset + row * 8, 2);
  return { high: words[1 - LOW_WORD] ?? 0, low: words[LOW_WORD] ?? 0 };
}
