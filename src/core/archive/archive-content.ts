import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checksum, checksumLine } from '@shared/archive/checksum-list';
import { CHECKSUMS_FILE, entryTimeOf, topFolderOf } from '@shared/archive/layout';
import { AppError } from '@shared/model/app-error';
import { encodeName, readableName } from '@shared/model/file-name';
import { parseOrThrow } from '@shared/model/parse';
import { type TraceRecord, traceRecordSchema } from '@shared/model/trace-record';
import type { Progress } from '@shared/model/transfer';
import { MIB } from '@shared/model/units';
import { MOST_JSON_BYTES, readBounded } from '../files/bounded-file';
import { onDisk } from '../files/file-names';
import { jsonOf } from '../files/json-text';
import { CONTAINERS_FILE, RECORD_FILE } from '../library/trace-folder';
import { readError } from './read-error';
import { type TraceEntry, traceEntries } from './trace-entries';

/** Large, since each piece costs a turn of the event loop. */
const PIECE_BYTES = MIB;

/**
 * The content of a trace's archive. Keeps the trace's folder open and reads trace.json and containers.json at the start.
 * Renaming, annotating or deleting the trace during the export therefore does not change the archive.
 */
export class ArchiveContent {
  readonly top: string;
  readonly time: Date;
  readonly totalBytes: number;
  readonly #checksums: Checksum[] = [];
  #onRead: (bytes: number) => void = () => undefined;

  private constructor(
    readonly record: TraceRecord,
    readonly entries: readonly TraceEntry[],
    private readonly snapshots: ReadonlyMap<string, Buffer>,
    private readonly handle: FileHandle,
  ) {
    this.top = topFolderOf(record);
    this.time = entryTimeOf(record);
    this.totalBytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  }

  /**
   * @param folder of an existing trace
   * @throws AppError `config` for a trace that is being recorded, else as readError does
   */
  static async open(folder: string): Promise<ArchiveContent> {
    const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY).catch((error: unknown) => {
      throw readError(error, folder);
    });
    try {
      const base = `/proc/self/fd/${handle.fd}`;
      const text = await readBounded(join(base, RECORD_FILE), MOST_JSON_BYTES, join(folder, RECORD_FILE));
      const record = parseOrThrow(traceRecordSchema, jsonOf(text.toString('utf8'), RECORD_FILE), RECORD_FILE);
      if (record.state === 'recording')
        throw new AppError('config', `The trace ${record.id} is being recorded.`, {
          hint: 'Stop the recording first. If its process was killed, run `recover`.',
        });
      const snapshots = new Map([[RECORD_FILE, text]]);
      const containers = await containersIn(join(base, CONTAINERS_FILE), join(folder, CONTAINERS_FILE));
      if (containers) snapshots.set(CONTAINERS_FILE, containers);
      const entries = (await traceEntries(base, record)).map((entry) => {
        const snapshot = snapshots.get(entry.path);
        return snapshot ? { ...entry, sizeBytes: snapshot.length } : entry;
      });
      return new ArchiveContent(record, entries, snapshots, handle);
    } catch (error) {
      await handle.close();
      throw readError(error, folder);
    }
  }

  /** A hash of the archive's content; changes with the title, the notes or the number of events. */
  get fingerprint(): string {
    const hash = createHash('sha256');
    for (const { path, sizeBytes, changedAtMs } of this.entries)
      hash.update(JSON.stringify([path, this.snapshots.get(path)?.toString('latin1') ?? [sizeBytes, changedAtMs]]));
    return hash.digest('hex').slice(0, 16);
  }

  /** Reports the progress after each piece that is read. */
  follow(onProgress: (progress: Progress) => void): void {
    const { totalBytes } = this;
    let doneBytes = 0;
    this.#onRead = (bytes) => {
      doneBytes += bytes;
      onProgress({ doneBytes, totalBytes });
    };
  }

  get files(): TraceEntry[] {
    return this.entries.filter(({ kind }) => kind === 'file');
  }

  /**
   * Reads one file, exactly as many bytes as it had at the start, and records its checksum.
   * @throws AppError `missing` when the file was deleted, `command` when its size changed
   */
  async *read(entry: TraceEntry): AsyncGenerator<Buffer> {
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of this.#pieces(entry)) {
      hash.update(piece);
      bytes += piece.length;
      this.#onRead(piece.length);
      yield piece;
    }
    if (bytes !== entry.sizeBytes)
      throw new AppError('command', `${readableName(entry.path)} changed while the trace was being exported.`, {
        hint: "Wait until no program writes to the trace's folder any more, then export the trace again.",
      });
    this.#checksums.push({ path: entry.path, sha256: hash.digest('hex') });
  }

  /** The checksums of all files read so far; the last file of the archive. */
  checksums(): { path: typeof CHECKSUMS_FILE; text: Buffer } {
    return { path: CHECKSUMS_FILE, text: Buffer.from(encodeName(this.#checksums.map(checksumLine).join(''))) };
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  async *#pieces(entry: TraceEntry): AsyncGenerator<Buffer> {
    const snapshot = this.snapshots.get(entry.path);
    if (snapshot) {
      yield snapshot;
      return;
    }
    if (entry.sizeBytes === 0) return;
    try {
      // O_NOFOLLOW: the file may have been replaced by a link since it was listed.
      const file = await open(onDisk(entry.at), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
      yield* file.createReadStream({ highWaterMark: PIECE_BYTES, end: entry.sizeBytes - 1 }) as AsyncIterable<Buffer>;
    } catch (error) {
      throw readError(error, entry.path);
    }
  }
}

/** @returns undefined when the trace has no containers.json @throws AppError `config` when it is too large; the system's error */
async function containersIn(path: string, shown: string): Promise<Buffer | undefined> {
  try {
    return await readBounded(path, MOST_JSON_BYTES, shown);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
