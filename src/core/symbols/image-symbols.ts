import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { MIB } from '@shared/model/units';
import { readBounded } from '../files/bounded-file';
import { folderError } from '../files/folder-error';
import { writeWhole } from '../library/trace-folder';
import { readSymbolFile } from './file/read-symbols';
import { type FileGap, type FileSymbols, fileKey, type TraceSymbols, traceSymbols } from './file/symbol-file';
import { symbolFileBytes } from './file/write-symbols';
import type { LoadedFile } from './loads/load-map';

/** Bounds of the cache. The images that were not recorded for longest are removed first. */
const MOST_IMAGES = 32;
const MOST_BYTES = 512 * MIB;

const folderOf = (cacheDir: string): string => join(cacheDir, 'image-symbols');

/** The folder of the cache, which also has the temporary file while an image is read. @throws AppError as folderError does */
export async function imageSymbolsFolder(cacheDir: string): Promise<string> {
  const folder = folderOf(cacheDir);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw folderError(error, folder);
  });
  return folder;
}

const pathOf = (cacheDir: string, imageId: string): string =>
  join(folderOf(cacheDir), `${createHash('sha256').update(imageId).digest('hex').slice(0, 32)}.bin`);

/** The symbols of an image's files that earlier recordings used. */
export class ImageSymbols {
  readonly #files = new Map<string, { file: LoadedFile; read: () => FileSymbols }>();

  private constructor(
    private readonly cacheDir: string,
    private readonly imageId: string,
  ) {}

  /** An image never changes, so its file system is read again only for further files. Empty without a valid file in the cache. */
  static async open(cacheDir: string, imageId: string): Promise<ImageSymbols> {
    const known = new ImageSymbols(cacheDir, imageId);
    const path = pathOf(cacheDir, imageId);
    try {
      const stored = readSymbolFile(await readBounded(path, MOST_BYTES));
      if (stored.image === imageId) known.#add(stored);
      await utimes(path, new Date(), new Date());
    } catch {
      return known; // missing or not valid: the image is read again
    }
    return known;
  }

  /** By `fileKey`. */
  of(key: string): FileSymbols | undefined {
    return this.#files.get(key)?.read();
  }

  /** Keeps what a recording found in the image. A cache that cannot be written is not an error: the image is read again. */
  async keep(found: TraceSymbols): Promise<void> {
    const before = this.#files.size;
    this.#add(found);
    if (this.#files.size === before) return;
    const files = [...this.#files.values()];
    const loads = { beginNs: 0n, files: files.map(({ file }) => file), processes: [], forks: [] };
    const symbols = files.map(({ read }) => read());
    try {
      await imageSymbolsFolder(this.cacheDir);
      await writeWhole(
        pathOf(this.cacheDir, this.imageId),
        symbolFileBytes(traceSymbols(this.imageId, loads, symbols)),
      );
      await removeOldest(folderOf(this.cacheDir));
    } catch {
      // The disk is full, or the cache cannot be written.
    }
  }

  #add({ loads, symbolsOf, gapOf }: TraceSymbols): void {
    loads.files.forEach((file, index) => {
      if (isLasting(gapOf(index)) && !this.#files.has(fileKey(file)))
        this.#files.set(fileKey(file), { file, read: () => symbolsOf(index) });
    });
  }
}

const isLasting = (gap: FileGap | null): boolean => gap !== 'not-read' && gap !== 'image-gone';

async function removeOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return { name, size, mtimeMs };
    }),
  );
  let bytes = 0;
  for (const [place, { name, size }] of files.sort((a, b) => b.mtimeMs - a.mtimeMs).entries()) {
    bytes += size;
    if (place >= MOST_IMAGES || bytes > MOST_BYTES) await rm(join(folder, name), { force: true });
  }
}
