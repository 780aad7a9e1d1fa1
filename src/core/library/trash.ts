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

/** As version 0.1 named what it was deleting. */
const OLD_HIDDEN_NAME = /^\d{8}-\d{6}-[0-9a-f]{6}\.\d+$/;

/** Told of traces that went off the disk for good. Never rejects: they are gone, whatever is left of what was made of them. */
export type OnGone = (traceIds: readonly string[]) => Promise<void>;

/**
 * Deleted traces that can still be taken back: `.trash/ID` is the trace's folder as it was, `.trash/ID.json` says since
 * when. Each move is one rename, so an accident leaves a trace whole in one place or the other.
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
   * Moves traces in; the caller holds the library's lock and has looked at them. All of them, or none.
   * @throws AppError `config` when one of that id is in the trash already, else as folderError says
   */
  async take(ids: readonly string[]): Promise<void> {
    const twice = ids.find((id) => this.has(id));
    if (twice !== undefined)
      throw new AppError('config', `A deleted trace ${twice} is in the trash already.`, {
        hint: 'Empty the trash with `trash --empty`, or delete this one with `delete --now`.',
      });
    await mkdir(this.#dir, { mode: 0o700 }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOSPC' || error.code === 'EDQUOT')
        throw new AppError('command', `The disk of ${this.libraryDir} is full: there is no room for a trash.`, {
          hint: 'Delete for good, with `delete --now`: that frees the disk.',
          cause: error,
        });
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
      // The first failure is the one to tell.
      for (const id of ids) if (!this.has(id)) await removeNote(this.#dir, id).catch(() => undefined);
      throw error;
    });
  }

  /**
   * Moves traces back, all of them or none.
   * @throws AppError `missing` for one that is not in the trash, `config` when one of that id is in the library again
   */
  async restore(ids: readonly string[]): Promise<void> {
    this.#requireAll(ids);
    await withLibraryLock(this.libraryDir, async () => {
      this.#requireAll(ids);
      const there = ids.find((id) => existsSync(join(this.libraryDir, id)));
      if (there !== undefined)
        throw new AppError(
          'config',
          `A trace ${there} is in the library again: taking it back would replace that one.`,
          {
            hint: 'Delete the one in the library with `delete --now`, then restore again.',
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

  /** Latest deleted first. @param keepDays how long they can be taken back */
  async list(keepDays: number): Promise<TrashedTrace[]> {
    const traces = await Promise.all((await this.#ids()).map((id) => this.#trashed(id, keepDays)));
    return traces
      .filter((trace) => trace !== undefined)
      .sort((a, b) => b.deletedAt.localeCompare(a.deletedAt) || b.id.localeCompare(a.id));
  }

  /**
   * Takes traces off the disk for good.
   * @returns the bytes that were freed
   * @throws AppError `missing` for one that is not in the trash
   */
  async purge(ids: readonly string[]): Promise<number> {
    this.#requireAll(ids);
    return ids.length === 0 ? 0 : this.#purge(async () => ids);
  }

  async purgeAll(): Promise<number> {
    return (await this.#ids()).length === 0 ? 0 : this.#purge(() => this.#ids());
  }

  /** Takes those off the disk whose time is over. @returns the bytes that were freed */
  async purgeExpired(keepDays: number): Promise<number> {
    const expired = async (): Promise<string[]> => {
      const now = new Date().toISOString();
      return (await this.list(keepDays)).filter(({ until }) => until <= now).map(({ id }) => id);
    };
    return (await expired()).length === 0 ? 0 : this.#purge(expired);
  }

  /** Removes what a cut-off deletion left; what can be taken back stays. @throws the system's error */
  async sweep(): Promise<void> {
    for (const name of await this.#names()) {
      const id = notedId(name);
      const facts = await lstat(join(this.#dir, name)).catch(() => undefined); // gone at this moment
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
      const record = await readRecord(path).catch(() => undefined); // broken since: it can be taken back all the same
      return {
        id,
        title: record?.title ?? id,
        sizeBytes: record?.sizeBytes ?? (await folderSize(path)),
        deletedAt: deletedAt.toISOString(),
        until: new Date(deletedAt.getTime() + keepDays * DAY_MS).toISOString(),
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined; // taken back at this moment
      throw folderError(error, path);
    }
  }

  /** Whether a deleted trace of that id can be taken back. */
  has(id: string): boolean {
    return existsSync(join(this.#dir, id));
  }

  async #ids(): Promise<string[]> {
    return (await this.#names()).filter((name) => runIdSchema.safeParse(name).success);
  }

  /** Nothing where the trash is a link: what lies behind it is not the library's. */
  async #names(): Promise<string[]> {
    const facts = await lstat(this.#dir).catch(() => undefined); // nothing was ever deleted here
    return facts?.isSymbolicLink() ? [] : names(this.#dir);
  }

  #requireAll(ids: readonly string[]): void {
    const missing = ids.find((id) => !this.has(id));
    if (missing !== undefined)
      throw new AppError('missing', `There is no deleted trace ${missing} in ${this.libraryDir}.`, {
        hint: '`trash` shows what can be taken back.',
      });
  }

  async #removeEmpty(): Promise<void> {
    await rmdir(this.#dir).catch(() => undefined); // not empty, or not there
  }
}

/** Takes back what was done when one of several fails. */
async function allOrNone(
  ids: readonly string[],
  act: (id: string) => Promise<void>,
  takeBack: (id: string) => Promise<void>,
): Promise<void> {
  const done: string[] = [];
  try {
    for (const id of ids) {
      await act(id);
      done.push(id);
    }
  } catch (error) {
    for (const id of done.reverse()) await takeBack(id);
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
