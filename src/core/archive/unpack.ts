import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { Progress } from '@shared/model/transfer';
import { MIB } from '@shared/model/units';
import { folderError } from '../files/folder-error';
import type { ArchiveEntry } from './archive-entry';
import { refusedEntry } from './archive-error';
import { archiveKind } from './archive-kind';
import { ENTRY_FAULTS, placeOf, RECREATE } from './entry-place';
import { openTarSource } from './tar-source';
import { UnpackBounds } from './unpack-bounds';

export interface UnpackOptions {
  /** Space that must stay free on the disk. */
  floorBytes: number;
  onProgress(progress: Progress): void;
  signal: AbortSignal;
}

/** Path relative to the folder → SHA-256 in hex, of each file that was written. */
export type Sums = ReadonlyMap<string, string>;

/**
 * Unpacks an archive into an empty folder. Creates only folders (0700) and regular files (0600), and ignores owner, mode
 * and time. Never follows links, replaces files or writes outside the folder. Stops at the first entry that a trace cannot
 * contain.
 * @returns the checksum of each file
 * @throws AppError `config` that names the entry, `command` for a full disk, `missing`, `denied`, `cancelled`
 */
export async function unpack(path: string, folder: string, options: UnpackOptions): Promise<Sums> {
  const kind = await archiveKind(path);
  const archiveBytes = (await stat(path)).size;
  const bounds = new UnpackBounds(folder, path, archiveBytes, options.floorBytes);
  const writer = new EntryWriter(folder, bounds, options);
  const report = (doneBytes: number): void => options.onProgress({ doneBytes, totalBytes: archiveBytes });
  if (kind === 'zip') {
    const { readZip } = await import('./read-zip');
    for await (const entry of readZip(path, bounds, report)) await writer.write(entry, () => undefined);
    return writer.sums;
  }
  const { readTar } = await import('./read-tar');
  const source = openTarSource(path, kind);
  const stop = (): void => source.close();
  options.signal.addEventListener('abort', stop);
  try {
    for await (const entry of readTar(path, source, bounds))
      await writer.write(entry, () => report(source.readBytes()));
    return writer.sums;
  } catch (error) {
    options.signal.throwIfAborted();
    throw error;
  } finally {
    options.signal.removeEventListener('abort', stop);
    source.close();
  }
}

const WRITE_BYTES = 2 * MIB;
/** A file is flushed to the disk each time it has grown by this size, which keeps the final flush short. */
const SYNC_BYTES = 48 * MIB;

class EntryWriter {
  readonly sums = new Map<string, string>();
  readonly #folders = new Set<string>();

  constructor(
    private readonly folder: string,
    private readonly bounds: UnpackBounds,
    private readonly options: UnpackOptions,
  ) {}

  async write(entry: ArchiveEntry, report: () => void): Promise<void> {
    this.options.signal.throwIfAborted();
    this.bounds.addEntry();
    const parts = placeOf(entry);
    if (!parts) return skip(entry);
    if (entry.kind === 'folder') return this.#makeFolder(parts, entry.name);
    if (parts.length === 0) throw refusedEntry(entry.name, 'is a file without a name.', RECREATE);
    await this.bounds.requireRoom(entry.sizeBytes);
    await this.#makeFolder(parts.slice(0, -1), entry.name);
    this.sums.set(parts.join('/'), await this.#writeFile(entry, join(this.folder, ...parts), report));
  }

  async #makeFolder(parts: readonly string[], name: string): Promise<void> {
    for (let depth = 1; depth <= parts.length; depth += 1) {
      const path = parts.slice(0, depth).join('/');
      if (this.#folders.has(path)) continue;
      if (this.sums.has(path)) throw refusedEntry(name, ENTRY_FAULTS.belowFile, RECREATE);
      await mkdir(join(this.folder, path), { mode: 0o700 }).catch((error: unknown) => {
        throw clash(error, name, join(this.folder, path));
      });
      this.#folders.add(path);
    }
  }

  async #writeFile(entry: ArchiveEntry, path: string, report: () => void): Promise<string> {
    const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
      throw clash(error, entry.name, path);
    });
    try {
      const hash = createHash('sha256');
      let sizeBytes = 0;
      let pieces: Buffer[] = [];
      let buffered = 0;
      let written: Promise<void> = Promise.resolve();
      let synced: Promise<void> = Promise.resolve();
      let unsynced = 0;
      /** Starts to write the buffered pieces in one call; the next pieces are read and hashed meanwhile. */
      const flush = async (): Promise<void> => {
        this.options.signal.throwIfAborted();
        await this.bounds.addWritten(buffered);
        await written;
        written = writeAll(file, pieces);
        written.catch(() => undefined); // awaited before the next
        unsynced += buffered;
        if (unsynced >= SYNC_BYTES) {
          await Promise.all([written, synced]);
          synced = file.datasync();
          synced.catch(() => undefined); // awaited below
          unsynced = 0;
        }
        pieces = [];
        buffered = 0;
        report();
      };
      for await (const piece of entry.content()) {
        hash.update(piece);
        pieces.push(piece);
        buffered += piece.length;
        sizeBytes += piece.length;
        if (buffered >= WRITE_BYTES) await flush();
      }
      await flush();
      await Promise.all([written, synced]);
      if (sizeBytes !== entry.sizeBytes)
        throw refusedEntry(entry.name, `has ${sizeBytes} bytes. Its header states ${entry.sizeBytes} bytes.`, RECREATE);
      return hash.digest('hex');
    } catch (error) {
      throw isSystemError(error) ? folderError(error, path) : error;
    } finally {
      await file.close();
    }
  }
}

async function writeAll(file: FileHandle, pieces: readonly Buffer[]): Promise<void> {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (size === 0) return;
  const { bytesWritten } = await file.writev(pieces);
  if (bytesWritten === size) return;
  // Interrupted by a signal, or the disk is full: writing the rest shows which.
  const rest = Buffer.concat(pieces).subarray(bytesWritten);
  for (let at = 0; at < rest.length; ) at += (await file.write(rest, at)).bytesWritten;
}

async function skip(entry: ArchiveEntry): Promise<void> {
  if (entry.kind === 'file') for await (const _ of entry.content()); // read to reach the next entry
}

/** EEXIST: the archive has the entry twice, or the file system ignores a difference in the names, such as case. */
function clash(error: unknown, name: string, path: string): AppError {
  return (error as NodeJS.ErrnoException).code === 'EEXIST'
    ? refusedEntry(name, ENTRY_FAULTS.twice, RECREATE, error)
    : folderError(error, path);
}

const isSystemError = (error: unknown): boolean =>
  !(error instanceof AppError) && typeof (error as NodeJS.ErrnoException).errno === 'number';
