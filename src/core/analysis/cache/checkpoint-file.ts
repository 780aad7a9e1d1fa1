import type { Checkpoint } from '@reader/analysis/checkpoint/checkpoint';
import { MIB } from '@shared/model/units';
import { crc32 } from '../../archive/crc32';
import { readCheckpointColumns, writeCheckpointColumns } from './checkpoint-columns';
import { ColumnWriter, packColumns, unpackColumns } from './column-bytes';

/**
 * The file of a trace's checkpoints: a header, an index, and the compressed columns of each checkpoint, so that one checkpoint can be
 * read without the others. Little-endian.
 */
const MAGIC = 'CTCHECKP';
/** Increase it when the columns or the rules of checkpoints change. */
export const CHECKPOINT_VERSION = 1;
/** Magic, version, number of checkpoints, checksum of the index, nothing. */
const HEADER_BYTES = 24;
/** Time, offset in the file, length, checksum of the content, nothing. */
const ROW_BYTES = 24;
/** Uncompressed, of one checkpoint. */
const MOST_CONTENT_BYTES = 64 * MIB;
/** All together, compressed. */
const MOST_BYTES = 64 * MIB;
const MOST_CHECKPOINTS = 65_536;

interface Entry {
  atNs: number;
  content: Uint8Array;
}

/** Collects the checkpoints of a pass. Where they become too many, every second one is dropped. */
export class CheckpointFile {
  #entries: Entry[] = [];
  #bytes = 0;

  constructor(private readonly mostBytes = MOST_BYTES) {}

  add(checkpoint: Checkpoint): void {
    const writer = new ColumnWriter();
    writeCheckpointColumns(checkpoint, writer);
    const columns = writer.bytes();
    if (columns.length > MOST_CONTENT_BYTES) return;
    const content = packColumns(columns);
    this.#entries.push({ atNs: checkpoint.atNs, content });
    this.#bytes += content.length;
    while (this.#bytes > this.mostBytes || this.#entries.length > MOST_CHECKPOINTS) this.#halve();
  }

  /** @returns undefined without any checkpoint */
  encode(): Uint8Array | undefined {
    const count = this.#entries.length;
    if (count === 0) return undefined;
    const index = Buffer.alloc(count * ROW_BYTES);
    let at = HEADER_BYTES + index.length;
    for (const [row, { atNs, content }] of this.#entries.entries()) {
      index.writeDoubleLE(atNs, row * ROW_BYTES);
      index.writeUInt32LE(at, row * ROW_BYTES + 8);
      index.writeUInt32LE(content.length, row * ROW_BYTES + 12);
      index.writeUInt32LE(crc32(content), row * ROW_BYTES + 16);
      at += content.length;
    }
    const header = Buffer.alloc(HEADER_BYTES);
    header.write(MAGIC, 'latin1');
    header.writeUInt32LE(CHECKPOINT_VERSION, 8);
    header.writeUInt32LE(count, 12);
    header.writeUInt32LE(crc32(index), 16);
    return Buffer.concat([header, index, ...this.#entries.map(({ content }) => content)]);
  }

  #halve(): void {
    this.#entries = this.#entries.filter((_, row) => row % 2 === 1);
    this.#bytes = this.#entries.reduce((sum, { content }) => sum + content.length, 0);
  }
}

/** Reads a part of the file. @returns fewer bytes where the file ends */
export type ReadPart = (offset: number, length: number) => Promise<Uint8Array>;

/**
 * Reads the last checkpoint at or before a time. Its values are not checked, see checkCheckpoint.
 * @returns null if there is none
 * @throws RangeError for a file of another version or a damaged one; also zlib's errors
 */
export async function readCheckpointAt(read: ReadPart, timeNs: number): Promise<Checkpoint | null> {
  const header = await readWhole(read, 0, HEADER_BYTES);
  const count = header.readUInt32LE(12);
  const isOurs = header.toString('latin1', 0, MAGIC.length) === MAGIC && header.readUInt32LE(8) === CHECKPOINT_VERSION;
  if (!isOurs || count > MOST_CHECKPOINTS) throw new RangeError('this is not a file of checkpoints');
  const index = await readWhole(read, HEADER_BYTES, count * ROW_BYTES);
  if (crc32(index) !== header.readUInt32LE(16)) throw new RangeError('the index of the checkpoints is damaged');
  let found: number | undefined;
  for (let at = 0; at < index.length; at += ROW_BYTES) if (index.readDoubleLE(at) <= timeNs) found = at;
  if (found === undefined) return null;
  const length = index.readUInt32LE(found + 12);
  if (length > MOST_BYTES) throw new RangeError('a checkpoint is too large');
  const content = await readWhole(read, index.readUInt32LE(found + 8), length);
  if (crc32(content) !== index.readUInt32LE(found + 16)) throw new RangeError('a checkpoint is damaged');
  return readCheckpointColumns(unpackColumns(content, MOST_CONTENT_BYTES), index.readDoubleLE(found));
}

async function readWhole(read: ReadPart, offset: number, length: number): Promise<Buffer> {
  const bytes = await read(offset, length);
  if (bytes.length !== length) throw new RangeError('a file of checkpoints ends early');
  return Buffer.from(bytes.buffer, bytes.byteOffset, length);
}
