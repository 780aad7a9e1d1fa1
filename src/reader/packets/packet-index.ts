import { PacketList } from './packet-list';

/** lttng-tools `src/common/ctf-index.h` (`src/common/index/ctf-index.h` before 2.12): all fields are big-endian. */
const MAGIC = 0xc1f1dcc1;
const HEADER_BYTES = 16;
/** Version 1.0 ends after the stream id; 1.1 adds the instance and the sequence number. */
const ENTRY_BYTES_1_0 = 56;
const ENTRY_BYTES_1_1 = 72;
const WORD = 0x1_0000_0000;

/**
 * Reads the packet index that LTTng writes beside a stream. An index is a cache: of one that is damaged or does not fit the file,
 * only the entries up to the first wrong one are returned.
 * @returns null if it is no index, or of an unknown version
 */
export function readPacketIndex(index: Uint8Array, fileBytes: number): PacketList | null {
  if (index.length < HEADER_BYTES) return null;
  const view = new DataView(index.buffer, index.byteOffset, index.byteLength);
  const entryBytes = view.getUint32(12);
  if (view.getUint32(0) !== MAGIC || view.getUint32(4) !== 1 || entryBytes < ENTRY_BYTES_1_0) return null;
  const count = Math.floor((index.length - HEADER_BYTES) / entryBytes);
  const list = new PacketList(count);
  const wide = (at: number): number => view.getUint32(at) * WORD + view.getUint32(at + 4);
  let nextOffset = 0;
  for (let at = HEADER_BYTES; list.count < count; at += entryBytes) {
    const offset = wide(at);
    const size = wide(at + 8);
    const content = wide(at + 16);
    if (offset !== nextOffset || size === 0 || size % 8 !== 0 || content > size || offset + size / 8 > fileBytes) break;
    nextOffset = offset + size / 8;
    const row = list.count++;
    list.offsetBytes[row] = offset;
    list.sizeBits[row] = size;
    list.contentBits[row] = content;
    list.beginHigh[row] = view.getUint32(at + 24);
    list.beginLow[row] = view.getUint32(at + 28);
    list.endHigh[row] = view.getUint32(at + 32);
    list.endLow[row] = view.getUint32(at + 36);
    list.discarded[row] = wide(at + 40);
    list.streamClass[row] = wide(at + 48);
    list.instance[row] = entryBytes >= ENTRY_BYTES_1_1 ? wide(at + 56) : Number.NaN;
    list.sequence[row] = entryBytes >= ENTRY_BYTES_1_1 ? wide(at + 64) : Number.NaN;
    list.hasBegin[row] = 1;
    list.hasEnd[row] = list.endHigh[row] === 0 && list.endLow[row] === 0 ? 0 : 1;
  }
  return list;
}
