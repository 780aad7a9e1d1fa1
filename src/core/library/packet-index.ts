import { open, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readableName } from '@shared/model/file-name';
import { entriesOf, onDisk } from '../files/file-names';

/**
 * LTTng's packet index, one file per stream (lttng-tools, src/common/index/ctf-index.h). The header has four big-endian
 * 32-bit numbers: magic, major, minor, entry length. Each entry begins with the offset (bytes), packet size and content size
 * (bits), the first and last timestamp, and the number of discarded events so far.
 */
const MAGIC = 0xc1f1dcc1;
const HEADER_BYTES = 16;
/** From the offset to the last timestamp. */
const ENTRY_HEAD_BYTES = 40;
const LAST_TIMESTAMP_AT = 32;

export interface StreamEnd {
  stream: string;
  /** End of the last packet by the index. */
  indexedBytes: number;
  fileBytes: number;
  /** The last timestamp of the last packet, in ticks of the trace's clock; undefined without a packet. */
  lastTicks?: bigint;
}

export interface PacketIndexes {
  ends: StreamEnd[];
  /** Names of missing streams that have an index. */
  missing: string[];
  /** Names of index files that are damaged, or in a format older than LTTng 2.4. */
  unusable: string[];
}

/**
 * Reads the end of the last packet of each stream, with one small read per stream. A stream that is shorter than its index
 * says is truncated, for example by a full disk.
 * @throws the system's error when an index or its stream cannot be read
 */
export async function readPacketIndexes(leaf: string): Promise<PacketIndexes> {
  const entries = await entriesOf(join(leaf, 'index')).catch(() => []); // an index is optional
  const names = entries.map(({ name }) => name).filter((name) => name.endsWith('.idx'));
  const indexes: PacketIndexes = { ends: [], missing: [], unusable: [] };
  await Promise.all(
    names.map(async (name) => {
      const stream = basename(name, '.idx');
      const fileBytes = await sizeOf(join(leaf, stream));
      const last = await lastPacketOf(join(leaf, 'index', name));
      if (fileBytes === undefined) indexes.missing.push(readableName(stream));
      else if (!last) indexes.unusable.push(readableName(name));
      else indexes.ends.push({ stream: readableName(stream), fileBytes, ...last });
    }),
  );
  return indexes;
}

/** @returns undefined when the file does not exist */
async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(onDisk(path))).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** @returns undefined when the file is not a valid index */
async function lastPacketOf(path: string): Promise<Pick<StreamEnd, 'indexedBytes' | 'lastTicks'> | undefined> {
  const file = await open(onDisk(path));
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    await file.read(header, 0, HEADER_BYTES, 0);
    const entryBytes = header.readUInt32BE(12);
    if (header.readUInt32BE(0) !== MAGIC || entryBytes < ENTRY_HEAD_BYTES) return undefined;
    const { size } = await file.stat();
    const entries = Math.floor((size - HEADER_BYTES) / entryBytes);
    if (entries === 0) return { indexedBytes: 0 };
    const entry = Buffer.alloc(ENTRY_HEAD_BYTES);
    await file.read(entry, 0, ENTRY_HEAD_BYTES, HEADER_BYTES + (entries - 1) * entryBytes);
    return {
      indexedBytes: Number(entry.readBigUInt64BE(0) + entry.readBigUInt64BE(8) / 8n),
      lastTicks: entry.readBigUInt64BE(LAST_TIMESTAMP_AT),
    };
  } finally {
    await file.close();
  }
}
