import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { archiveNameOf } from '@shared/archive/archive-name';
import type { ArchiveFileFormat } from '@shared/archive/formats';
import { FOLDER_MODE } from '@shared/archive/layout';
import { AppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';
import { makeFolders } from '../files/make-folders';
import { type JournalLocation, withPartial } from '../journal/with-partial';
import { folderSize } from '../library/trace-folder';
import { ArchiveContent } from './archive-content';
import type { ExportTools } from './export-trace';
import { writeArchive } from './write-archive';
import { isCancelled, writeError } from './write-error';

/** Upper limit of the cache, whatever the size of the disk. */
const MOST_BYTES = 8_000_000_000;
/** An archive of incompressible files is at most this many times larger than the files, because of its headers. */
const OVERHEAD = 1.01;

export interface CacheOrder {
  format: ArchiveFileFormat;
  /** Limit in percent of the disk's free space; the space that the cache uses already counts as free. */
  sharePercent: number;
  /** Ids of the traces whose archives must stay. */
  keep: ReadonlySet<string>;
}

interface Kept {
  key: string;
  id: string;
  bytes: number;
  usedAtMs: number;
}

/**
 * Archives prepared for drag-and-drop, which needs the file at the start of the drag. Path:
 * `CACHE/archives/ID-FINGERPRINT-FORMAT/NAME`. Each folder is complete. Any of them may be deleted at any time.
 */
export class ArchiveCache {
  readonly dir: string;

  constructor(cacheDir: string) {
    this.dir = join(cacheDir, 'archives');
  }

  /**
   * Returns the archive of the trace's current state, and creates it if needed. Deletes the oldest archives for space.
   * @returns the absolute path of the archive
   * @throws AppError `config` when the archive exceeds the limit of the cache, `cancelled`, else as exportTrace does
   */
  async provide(folder: string, order: CacheOrder, location: JournalLocation, tools: ExportTools): Promise<string> {
    const content = await ArchiveContent.open(folder);
    const key = keyOf(content, order.format);
    const path = join(this.dir, key, archiveNameOf(content.record, order.format));
    try {
      if (existsSync(path)) {
        await utimes(dirname(path), new Date(), new Date());
        return path;
      }
      makeFolders(this.dir);
      await this.#makeRoom(content.totalBytes * OVERHEAD, order);
      if (tools.onProgress) content.follow(tools.onProgress);
      await withPartial(dirname(path), location, async (partial) => {
        await mkdir(partial, { mode: FOLDER_MODE });
        await writeArchive(content, join(partial, archiveNameOf(content.record, order.format)), order.format, tools);
        await rename(partial, dirname(path));
      });
      await this.drop((kept) => kept.id === content.record.id && kept.key !== key);
      return path;
    } catch (error) {
      if (isCancelled(error)) throw new AppError('cancelled', 'Preparing the archive was cancelled.', { cause: error });
      throw writeError(error, path);
    } finally {
      await content.close();
    }
  }

  /** Deletes the archives of deleted traces, and those that are older than the last change of their trace. */
  async tidy(libraryDir: string): Promise<void> {
    for (const { key, id } of await this.#kept()) {
      const folder = join(libraryDir, id);
      if (!existsSync(folder)) {
        // A trace in the trash can still be restored.
        if (!existsSync(join(libraryDir, '.trash', id))) await this.drop((kept) => kept.key === key);
        continue;
      }
      const content = await ArchiveContent.open(folder).catch(() => undefined); // damaged, or being changed: the archive is stale
      const isStale = !content || !key.startsWith(`${id}-${content.fingerprint}-`);
      await content?.close();
      if (isStale) await this.drop((kept) => kept.key === key);
    }
  }

  async drop(which: (kept: { key: string; id: string }) => boolean): Promise<void> {
    for (const kept of await this.#kept())
      if (which(kept)) await rm(join(this.dir, kept.key), { recursive: true, force: true });
  }

  async sizeBytes(): Promise<number> {
    return (await this.#kept()).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async #makeRoom(needBytes: number, { sharePercent, keep }: CacheOrder): Promise<void> {
    const kept = (await this.#kept()).sort((a, b) => a.usedAtMs - b.usedAtMs);
    let usedBytes = kept.reduce((sum, { bytes }) => sum + bytes, 0);
    const { bavail, bsize } = await statfs(this.dir);
    const budget = Math.min(MOST_BYTES, ((bavail * bsize + usedBytes) * sharePercent) / 100);
    const removable = kept.filter(({ id }) => !keep.has(id));
    while (usedBytes + needBytes > budget) {
      const oldest = removable.shift();
      if (!oldest)
        throw new AppError(
          'config',
          `The archive needs ${mib(needBytes)}. Archives for drag-and-drop may use ${mib(budget)}.`,
          { hint: 'Use Export…, or increase the space for drag-and-drop archives in the settings.' },
        );
      await this.drop(({ key }) => key === oldest.key);
      usedBytes -= oldest.bytes;
    }
  }

  async #kept(): Promise<Kept[]> {
    const names = await readdir(this.dir).catch(() => []); // the cache does not exist yet
    const kept = names.map(async (key): Promise<Kept | undefined> => {
      const id = /^(\d{8}-\d{6}-[0-9a-f]{6})-/.exec(key)?.[1];
      const facts = id === undefined ? undefined : await stat(join(this.dir, key)).catch(() => undefined); // deleted meanwhile
      if (id === undefined || !facts) return undefined;
      return { key, id, bytes: await folderSize(join(this.dir, key)), usedAtMs: facts.mtimeMs };
    });
    return (await Promise.all(kept)).filter((one) => one !== undefined);
  }
}

const mib = (bytes: number): string => `${Math.ceil(bytes / MIB).toLocaleString('en')} MiB`;

const keyOf = (content: ArchiveContent, format: ArchiveFileFormat): string =>
  `${content.record.id}-${content.fingerprint}-${format.replace('.', '-')}`;
