import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

/**
 * LTTng's packet index, one file a stream (lttng-tools, src/common/index/ctf-index.h): a header of four big-endian
 * words (magic, major, minor, entry length), then entries that begin with offset (bytes), packet size and content size
 * (bits), first and last timestamp, and the stream's discarded events so far.
 */
const MAGIC = 0xc1f1dcc1;
const HEADER_BYTES = 16;
/** Offset and packet size. */
const ENTRY_HEAD_BYTES = 16;

export interface StreamEnd {
  stream: string;
  /** Where the last packet ends, by the index. */
  indexedBytes: number;
  fileBytes: number;
}

/**
 * The last packet of each stream of a leaf: one small read a stream, whatever the size of the trace. A stream that is
 * shorter than its index was cut off, by a full disk for one.
 * @throws Error when an index is not one
 */
export async function readStreamEnds(leaf: string): Promise<StreamEnd[]> {
  const names = (await readdir(join(leaf, 'index')).catch(() => [])).filter((name) => name.endsWith('.idx'));
  return Promise.all(names.map((name) => readStreamEnd(leaf, name)));
}

async function readStreamEnd(leaf: string, indexName: string): Promise<StreamEnd> {
  const stream = basename(indexName, '.idx');
  const fileBytes = (await stat(join(leaf, stream))).size;
  const file = await open(join(leaf, 'index', indexName));
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    await file.read(header, 0, HEADER_BYTES, 0);
    const entryBytes = header.readUInt32BE(12);
    if (header.readUInt32BE(0) !== MAGIC || entryBytes < ENTRY_HEAD_BYTES)
      throw new Error(`${indexName} is not a packet index`);
    const { size } = await file.stat();
    const entries = Math.floor((size - HEADER_BYTES) / entryBytes);
    if (entries === 0) return { stream, indexedBytes: 0, fileBytes };
    const entry = Buffer.alloc(ENTRY_HEAD_BYTES);
    await file.read(entry, 0, ENTRY_HEAD_BYTES, HEADER_BYTES + (entries - 1) * entryBytes);
    return { stream, indexedBytes: Number(entry.readBigUInt64BE(0) + entry.readBigUInt64BE(8) / 8n), fileBytes };
  } finally {
    await file.close();
  }
}
