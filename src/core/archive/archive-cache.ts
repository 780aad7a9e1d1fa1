import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { archiveNameOf } from '@shared/archive/archive-name';
import type { ArchiveFileFormat } from '@shared/archive/formats';
import { FOLDER_MODE } from '@shared/archive/layout';
import { AppError } from '@shared/model/app-error';
import { makeFolders } from '../files/make-folders';
import { withPartial } from '../journal/with-partial';
import { folderSize } from '../library/trace-folder';
import { ArchiveContent } from './archive-content';
import type { ExportTools } from './export-trace';
import { writeArchive } from './write-archive';
import { isCancelled, writeError } from './write-error';

/** However large the disk is. */
const MOST_BYTES = 8_000_000_000;
/** Headers, and what does not compress: an archive is never larger than its files by more. */
const OVERHEAD = 1.01;

export interface CacheOrder {
  format: ArchiveFileFormat;
  /** Of the disk's free space, what the cache holds already counted as free, percent. */
  sharePercent: number;
  /** Ids that are wanted now: their archives make no room for others. */
  keep: ReadonlySet<string>;
}

interface Kept {
  key: string;
  id: string;
  bytes: number;
  usedAtMs: number;
}

/**
 * Archives made ahead, for whoever drags a trace out: at that moment the file is there. `CACHE/archives/ID-FINGERPRINT-FORMAT/NAME`;
 * each folder is whole or not there. Any of it may be deleted at any moment.
 */
export class ArchiveCache {
  readonly dir: string;

  constructor(cacheDir: string) {
    this.dir = join(cacheDir, 'archives');
  }

  /**
   * Finds the archive of a trace as it is now, or makes it; the oldest ones go to make room for it.
   * @returns its absolute path
   * @throws AppError `config` when it is larger than the cache may be, `cancelled`, else as exportTrace does
   */
  async provide(
    folder: string,
    order: CacheOrder,
    around: { libraryDir: string; runtimeDir: string },
    tools: ExportTools,
  ): Promise<string> {
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
      await withPartial(dirname(path), around, async (partial) => {
        await mkdir(partial, { mode: FOLDER_MODE });
        await writeArchive(content, join(partial, archiveNameOf(content.record, order.format)), order.format, tools);
        await rename(partial, dirname(path));
      });
      await this.drop((kept) => kept.id === content.record.id && kept.key !== key);
      return path;
    } catch (error) {
      if (isCancelled(error)) throw new AppError('cancelled', 'The archive is not wanted any more.', { cause: error });
      throw writeError(error, path);
    } finally {
      await content.close();
    }
  }

  /** Drops what is of no trace any more, and what is of a trace as it was before it changed. */
  async tidy(libraryDir: string): Promise<void> {
    for (const { key, id } of await this.#kept()) {
      const folder = join(libraryDir, id);
      if (!existsSync(folder)) {
        // It can be taken back while it is in the trash.
        if (!existsSync(join(libraryDir, '.trash', id))) await this.drop((kept) => kept.key === key);
        continue;
      }
      const content = await ArchiveContent.open(folder).catch(() => undefined); // broken, or on its way: not this trace
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
    let held = kept.reduce((sum, { bytes }) => sum + bytes, 0);
    const { bavail, bsize } = await statfs(this.dir);
    const budget = Math.min(MOST_BYTES, ((bavail * bsize + held) * sharePercent) / 100);
    const goes = kept.filter(({ id }) => !keep.has(id));
    while (held + needBytes > budget) {
      const oldest = goes.shift();
      if (!oldest)
        throw new AppError('config', 'It is larger than what may be made ahead for dragging.', {
          hint: 'Use Export…, or let archives take more of the disk in the settings.',
        });
      await this.drop(({ key }) => key === oldest.key);
      held -= oldest.bytes;
    }
  }

  async #kept(): Promise<Kept[]> {
    const names = await readdir(this.dir).catch(() => []); // none was ever made
    const kept = names.map(async (key): Promise<Kept | undefined> => {
      const id = /^(\d{8}-\d{6}-[0-9a-f]{6})-/.exec(key)?.[1];
      const facts = id === undefined ? undefined : await stat(join(this.dir, key)).catch(() => undefined); // gone
      if (id === undefined || !facts) return undefined;
      return { key, id, bytes: await folderSize(join(this.dir, key)), usedAtMs: facts.mtimeMs };
    });
    return (await Promise.all(kept)).filter((one) => one !== undefined);
  }
}

const keyOf = (content: ArchiveContent, format: ArchiveFileFormat): string =>
  `${content.record.id}-${content.fingerprint}-${format.replace('.', '-')}`;
