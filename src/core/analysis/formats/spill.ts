import { type FileHandle, open } from 'node:fs/promises';

/** Time (8 bytes) and word (4 bytes). */
const RECORD_BYTES = 12;
const FIRST_BYTES = 32 * RECORD_BYTES;
/** Of the buffers of all lanes together. */
const BUDGET_BYTES = 8 << 20;
/** At once, when a lane is read. */
const READ_BYTES = 8192 * RECORD_BYTES;

interface Lane {
  buffer: Buffer;
  used: number;
  /** Offset and length of each block in the file, alternating. */
  blocks: number[];
  records: number;
}

/** Records of a lane in the order in which they were added. */
export interface SpilledRecords {
  count: number;
  timeNs: Float64Array;
  word: Uint32Array;
}

/**
 * Groups records by lane, for formats that write one thread after the other, while the trace is read in the order of time.
 * The records are in a file; memory has one small buffer per lane.
 */
export class Spill {
  readonly #lanes = new Map<number, Lane>();
  #bufferedBytes = 0;
  #fileBytes = 0;

  private constructor(private readonly file: FileHandle) {}

  /** @param path of a new file, which the caller removes. @throws the system's error */
  static async create(path: string): Promise<Spill> {
    return new Spill(await open(path, 'wx+', 0o600));
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** Lanes with records, in ascending order. */
  lanes(): number[] {
    return [...this.#lanes.keys()].sort((a, b) => a - b);
  }

  countOf(lane: number): number {
    return this.#lanes.get(lane)?.records ?? 0;
  }

  /** Whether it is time for `flush`. */
  get isFull(): boolean {
    return this.#bufferedBytes > BUDGET_BYTES;
  }

  /** @param word an unsigned integer of 32 bits */
  add(lane: number, timeNs: number, word: number): void {
    let entry = this.#lanes.get(lane);
    if (!entry) {
      entry = { buffer: Buffer.alloc(0), used: 0, blocks: [], records: 0 };
      this.#lanes.set(lane, entry);
    }
    if (entry.used === entry.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(FIRST_BYTES, entry.used * 2));
      entry.buffer.copy(larger);
      this.#bufferedBytes += larger.length - entry.used;
      entry.buffer = larger;
    }
    entry.buffer.writeDoubleLE(timeNs, entry.used);
    entry.buffer.writeUInt32LE(word, entry.used + 8);
    entry.used += RECORD_BYTES;
    entry.records += 1;
  }

  /** Moves all buffers to the file. @throws the system's error, e.g. ENOSPC */
  async flush(): Promise<void> {
    const parts: Buffer[] = [];
    let at = this.#fileBytes;
    for (const lane of this.#lanes.values()) {
      if (lane.used === 0) continue;
      parts.push(lane.buffer.subarray(0, lane.used));
      lane.blocks.push(at, lane.used);
      at += lane.used;
      lane.buffer = Buffer.alloc(0);
      lane.used = 0;
    }
    this.#bufferedBytes = 0;
    await writeAll(this.file, Buffer.concat(parts), this.#fileBytes);
    this.#fileBytes = at;
  }

  /** Reads a lane from its first record. Call `flush` before. The columns are overwritten by the next piece. */
  async *read(lane: number): AsyncGenerator<SpilledRecords> {
    const records = {
      count: 0,
      timeNs: new Float64Array(READ_BYTES / RECORD_BYTES),
      word: new Uint32Array(READ_BYTES / RECORD_BYTES),
    };
    const bytes = Buffer.allocUnsafe(READ_BYTES);
    const blocks = this.#lanes.get(lane)?.blocks ?? [];
    for (let block = 0; block < blocks.length; block += 2) {
      let offset = blocks[block] ?? 0;
      const end = offset + (blocks[block + 1] ?? 0);
      while (offset < end) {
        const length = Math.min(READ_BYTES, end - offset);
        await readAll(this.file, bytes.subarray(0, length), offset);
        offset += length;
        records.count = length / RECORD_BYTES;
        for (let index = 0; index < records.count; index += 1) {
          records.timeNs[index] = bytes.readDoubleLE(index * RECORD_BYTES);
          records.word[index] = bytes.readUInt32LE(index * RECORD_BYTES + 8);
        }
        yield records;
      }
    }
  }
}

async function writeAll(file: FileHandle, bytes: Buffer, offset: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) done += (await file.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
}

async function readAll(file: FileHandle, into: Buffer, offset: number): Promise<void> {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await file.read(into, done, into.length - done, offset + done);
    if (bytesRead === 0) throw new Error('The temporary file of an export became shorter.');
    done += bytesRead;
  }
}
