import { existsSync } from 'node:fs';
import { lstat, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { runIdSchema } from '@shared/model/run-id';
import type { TrashedTrace } from '@shared/model/trash';
import { DAY_MS } from '@shared/model/units';
import { folderError } from '../files/folder-error';
import { isAbandonedDraft } from './drafts';
import { withLibraryLock } from './library-lock';
import { hideForRemoval, removeHidden } from './permanent-removal';
import { folderSize, readRecord } from './trace-folder';
import { deletedAtOf, notedId, removeNote, writeNote } from './trash-note';

/** The name of a folder that was being deleted by version 0.1. */
const OLD_HIDDEN_NAME = /^\d{8}-\d{6}-[0-9a-f]{6}\.\d+$/;

/** Called after traces were deleted permanently. Must not reject. */
export type OnGone = (traceIds: readonly string[]) => Promise<void>;

/**
 * Deleted traces that can be restored. `.trash/ID` is the trace's folder, `.trash/ID.json` contains the time of deletion.
 * Each move is one rename, so a crash leaves the trace complete in one of the two places.
 */
export class Trash {
  readonly #dir: string;

  constructor(
    private readonly libraryDir: string,
    private readonly onGone: OnGone = async () => undefined,
  ) {
    this.#dir = join(libraryDir, '.trash');
  }

  /**
   * Moves traces to the trash, all of them or none. The caller holds the library's lock and has checked the traces.
   * @throws AppError `config` when a trace with the id is in the trash already, else as folderError does
   */
  async take(ids: readonly string[]): Promise<void> {
    const twice = ids.find((id) => this.has(id));
    if (twice !== undefined)
      throw new AppError('config', `A trace with the id ${twice} is already in the trash.`, {
        hint: 'Empty the trash with `trash --empty`, or delete this trace with `delete --now`.',
      });
    await mkdir(this.#dir, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOSPC' || error.code === 'EDQUOT')
        throw new AppError(
          'command',
          `The disk of ${this.libraryDir} is full, so the trash folder cannot be created.`,
          {
            hint: 'Delete permanently with `delete --now`, which frees disk space.',
            cause: error,
          },
        );
      if (error.code !== 'EEXIST') throw folderError(error, this.#dir);
    });
    if ((await lstat(this.#dir)).isSymbolicLink())
      throw new AppError('config', `The trash ${this.#dir} is a link.`, {
        hint: 'Remove the link, then delete again.',
      });
    const deletedAt = new Date();
    await allOrNone(
      ids,
      async (id) => {
        await writeNote(this.#dir, id, deletedAt);
        await move(join(this.libraryDir, id), join(this.#dir, id));
      },
      (id) => move(join(this.#dir, id), join(this.libraryDir, id)),
    ).catch(async (error: unknown) => {
      // Report the first error.
      for (const id of ids) if (!this.has(id)) await removeNote(this.#dir, id).catch(() => undefined);
      throw error;
    });
  }

  /**
   * Moves traces back to the library, all of them or none.
   * @throws AppError `missing` for a trace that is not in the trash, `config` when its id is in the library again
   */
  async restore(ids: readonly string[]): Promise<void> {
    this.#requireAll(ids);
    await withLibraryLock(this.libraryDir, async () => {
      this.#requireAll(ids);
      const there = ids.find((id) => existsSync(join(this.libraryDir, id)));
      if (there !== undefined)
        throw new AppError(
          'config',
          `A trace with the id ${there} is in the library again, and restoring would replace it.`,
          {
            hint: 'Delete the trace in the library with `delete --now`, then restore again.',
          },
        );
      await allOrNone(
        ids,
        (id) => move(join(this.#dir, id), join(this.libraryDir, id)),
        (id) => move(join(this.libraryDir, id), join(this.#dir, id)),
      );
      for (const id of ids) await removeNote(this.#dir, id);
      await this.#removeEmpty();
    });
  }

  /** Last deleted first. @param keepDays how long traces can be restored */
  async list(keepDays: number): Promise<TrashedTrace[]> {
    const traces = await Promise.all((await this.#ids()).map((id) => this.#trashed(id, keepDays)));
    return traces
      .filter((trace) => trace !== undefined)
      .sort((a, b) => b.deletedAt.localeCompare(a.deletedAt) || b.id.localeCompare(a.id));
  }

  /**
   * Deletes traces permanently.
   * @returns the freed bytes
   * @throws AppError `missing` for a trace that is not in the trash
   */
  async purge(ids: readonly string[]): Promise<number> {
    this.#requireAll(ids);
    return ids.length === 0 ? 0 : this.#purge(async () => ids);
  }

  async purgeAll(): Promise<number> {
    return (await this.#ids()).length === 0 ? 0 : this.#purge(() => this.#ids());
  }

  /** Permanently deletes traces that have been in the trash for more than `keepDays`. @returns the freed bytes */
  async purgeExpired(keepDays: number): Promise<number> {
    const expired = async (): Promise<string[]> => {
      const now = new Date().toISOString();
      return (await this.list(keepDays)).filter(({ until }) => until <= now).map(({ id }) => id);
    };
    return (await expired()).length === 0 ? 0 : this.#purge(expired);
  }

  /** Removes the leftovers of interrupted deletions, but no trace that can be restored. @throws the system's error */
  async sweep(): Promise<void> {
    for (const name of await this.#names()) {
      const id = notedId(name);
      const facts = await lstat(join(this.#dir, name)).catch(() => undefined); // deleted meanwhile
      if (!facts) continue;
      const isOver = OLD_HIDDEN_NAME.test(name) || (id !== undefined && !this.has(id)) || isAbandonedDraft(name, facts);
      if (isOver) await rm(join(this.#dir, name), { recursive: true, force: true });
    }
    await this.#removeEmpty();
  }

  async #purge(which: () => Promise<readonly string[]>): Promise<number> {
    const gone: string[] = [];
    const hidden = await withLibraryLock(this.libraryDir, async () => {
      const paths: string[] = [];
      for (const id of (await which()).filter((one) => this.has(one))) {
        paths.push(await hideForRemoval(this.libraryDir, join(this.#dir, id)));
        await removeNote(this.#dir, id);
        gone.push(id);
      }
      await this.#removeEmpty();
      return paths;
    });
    const freedBytes = await removeHidden(hidden);
    await this.onGone(gone);
    return freedBytes;
  }

  async #trashed(id: string, keepDays: number): Promise<TrashedTrace | undefined> {
    const path = join(this.#dir, id);
    try {
      const deletedAt = await deletedAtOf(this.#dir, id);
      const record = await readRecord(path).catch(() => undefined); // an invalid record does not prevent restoring
      return {
        id,
        title: record?.title ?? id,
        sizeBytes: record?.sizeBytes ?? (await folderSize(path)),
        deletedAt: deletedAt.toISOString(),
        until: new Date(deletedAt.getTime() + keepDays * DAY_MS).toISOString(),
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // restored meanwhile
      throw folderError(error, path);
    }
  }

  /** Whether a deleted trace with the id can be restored. */
  has(id: string): boolean {
    return existsSync(join(this.#dir, id));
  }

  async #ids(): Promise<string[]> {
    return (await this.#names()).filter((name) => runIdSchema.safeParse(name).success);
  }

  /** Empty when the trash is a link, since its target does not belong to the library. */
  async #names(): Promise<string[]> {
    const facts = await lstat(this.#dir).catch(() => undefined); // nothing was ever deleted
    return facts?.isSymbolicLink() ? [] : names(this.#dir);
  }

  #requireAll(ids: readonly string[]): void {
    const missing = ids.find((id) => !this.has(id));
    if (missing !== undefined)
      throw new AppError('missing', `There is no deleted trace ${missing} in ${this.libraryDir}.`, {
        hint: '`trash` lists the traces that can be restored.',
      });
  }

  async #removeEmpty(): Promise<void> {
    await rmdir(this.#dir).catch(() => undefined); // not empty, or missing
  }
}

/** Applies a function to all ids. On an error, undoes those that were done. */
async function allOrNone(
  ids: readonly string[],
  act: (id: string) => Promise<void>,
  undo: (id: string) => Promise<void>,
): Promise<void> {
  const done: string[] = [];
  try {
    for (const id of ids) {
      await act(id);
      done.push(id);
    }
  } catch (error) {
    for (const id of done.reverse()) await undo(id);
    throw error;
  }
}

async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    throw folderError(error, from);
  });
}

async function names(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw folderError(error, folder);
  });
}
