import { existsSync } from 'node:fs';
import { access, constants, rename, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, toAppError } from '@shared/model/app-error';
import { readableName } from '@shared/model/file-name';
import { oneLine } from '@shared/model/plain-text';
import { runIdSchema } from '@shared/model/run-id';
import type { TraceRecord, TraceReport, TraceRow } from '@shared/model/trace-record';
import type { TrashedTrace } from '@shared/model/trash';
import { folderError } from '../files/folder-error';
import { makeFolders } from '../files/make-folders';
import { type Annotation, annotated } from './annotate';
import { foreignFiles, foreignGone } from './foreign-files';
import { inSlices } from './in-slices';
import { brokenRecord, checkedId, libraryError, noSuchTrace } from './library-errors';
import { withLibraryLock } from './library-lock';
import { finishRemovals, hideForRemoval, removeHidden } from './permanent-removal';
import { readFirstRows, readRows } from './read-rows';
import { RowIndex } from './row-index';
import { type RunOutput, readCommands, readOutput } from './run-output';
import { filesBelow, readContainers, readRecord, writeRecord } from './trace-folder';
import { reportOf } from './trace-rows';
import { type OnGone, Trash } from './trash';
import { watchLibrary } from './watch-library';

type Ids = string | readonly string[];

const MOST_TITLE_CHARS = 200;
/** As the settings have it where nobody chose. */
const TRASH_DAYS = 7;

/** One folder a trace; the folders are the truth. What cannot be read is shown as such and never deleted by itself. */
export class TraceLibrary {
  readonly #index: RowIndex;
  readonly #trash: Trash;

  /** @param onGone told of traces that are on no disk any more: what was made of them goes with them */
  constructor(
    readonly dir: string,
    private readonly onGone: OnGone = async () => undefined,
  ) {
    this.#index = new RowIndex(dir);
    this.#trash = new Trash(dir, onGone);
  }

  /** @throws AppError when the folder cannot be made or written to */
  async prepare(): Promise<void> {
    try {
      makeFolders(this.dir);
      await access(this.dir, constants.W_OK | constants.X_OK);
    } catch (error) {
      throw libraryError(error, this.dir);
    }
  }

  pathOf(id: string): string {
    return join(this.dir, id);
  }

  async space(): Promise<{ freeBytes: number; totalBytes: number }> {
    const facts = await statfs(this.dir);
    return { freeBytes: facts.bavail * facts.bsize, totalBytes: facts.blocks * facts.bsize };
  }

  /** Newest first. A library that does not exist yet is empty. @throws AppError when its folder cannot be read */
  rows(): Promise<TraceRow[]> {
    return readRows(this.dir, this.#index);
  }

  /** The same as a JSON document, made in slices as they are. */
  async rowsText(): Promise<string> {
    const texts: string[] = [];
    await inSlices(await this.rows(), (row) => texts.push(JSON.stringify(row)));
    return `[${texts.join(',')}]`;
  }

  /** The newest `count`, at once however large the library is. @throws AppError when its folder cannot be read */
  firstRows(count: number): Promise<TraceRow[]> {
    return readFirstRows(this.dir, count, this.#index);
  }

  /** @throws AppError `config` for what is no id and for a broken or missing trace.json, `missing` when there is no such trace */
  async record(id: string): Promise<TraceRecord> {
    try {
      return await readRecord(this.pathOf(checkedId(id)));
    } catch (error) {
      const failed = toAppError(error);
      if (failed.code === 'config' && runIdSchema.safeParse(id).success)
        throw brokenRecord(id, this.pathOf(id), failed);
      if (failed.code !== 'missing') throw failed;
      if (existsSync(this.pathOf(id))) throw brokenRecord(id, this.pathOf(id), failed);
      throw noSuchTrace(id, this.dir, error);
    }
  }

  async report(id: string): Promise<TraceReport> {
    const record = await this.record(id);
    const path = this.pathOf(id);
    const foreign = await foreignFiles(path, record);
    const warnings = foreign.missing === undefined ? [] : [foreignGone(record, foreign.missing)];
    const files = [...(await filesBelow(path)), ...foreign.files].map((file) => ({
      ...file,
      path: readableName(file.path),
    }));
    return reportOf(
      { ...record, warnings: [...warnings, ...record.warnings] },
      path,
      await readContainers(path),
      files.sort((a, b) => a.path.localeCompare(b.path)),
    );
  }

  /** Where a trace of that id is, when there is one: deleted ones can still be taken back. */
  whereIs(id: string): 'library' | 'trash' | null {
    if (existsSync(this.pathOf(checkedId(id)))) return 'library';
    return this.#trash.has(id) ? 'trash' : null;
  }

  /**
   * Gives whole trace folders their place, each under its id: all of them, or none.
   * @param folders on the library's file system, under names of ours
   * @throws AppError `config` when there is one of that id by now
   */
  async place(folders: readonly { id: string; folder: string }[]): Promise<void> {
    await withLibraryLock(this.dir, async () => {
      const taken = folders.find(({ id }) => this.whereIs(id));
      if (taken) throw new AppError('config', `There is a trace ${taken.id} in the library by now.`);
      const placed: { id: string; folder: string }[] = [];
      try {
        for (const one of folders) {
          await rename(one.folder, this.pathOf(one.id));
          placed.push(one);
        }
      } catch (error) {
        for (const { id, folder } of placed.reverse()) await rename(this.pathOf(id), folder);
        throw folderError(error, this.dir);
      }
    });
  }

  /** The folder of a trace that is there, whatever the state of its record. @throws AppError `config`, `missing` */
  folderOf(id: string): string {
    const path = this.pathOf(checkedId(id));
    if (!existsSync(path)) throw noSuchTrace(id, this.dir);
    return path;
  }

  /** The end of what its containers printed. @throws AppError `missing` when it has no run.log */
  async output(id: string): Promise<RunOutput> {
    return readOutput(this.folderOf(id));
  }

  /** commands.sh, as it was run. @throws AppError `missing` when it has none */
  async commands(id: string): Promise<string> {
    return readCommands(this.folderOf(id));
  }

  /** Reads, changes and writes a record while nobody else does. */
  async change(id: string, how: (record: TraceRecord) => TraceRecord): Promise<TraceRecord> {
    await this.record(id); // no lock is made for what is not there
    return withLibraryLock(this.dir, async () => {
      const changed = how(await this.record(id));
      await writeRecord(this.pathOf(id), changed);
      const now = new Date();
      await utimes(this.dir, now, now).catch(() => undefined); // for those who watch the library's folder, in whatever process
      return changed;
    });
  }

  async rename(id: string, title: string): Promise<TraceRecord> {
    const clean = oneLine(title).slice(0, MOST_TITLE_CHARS);
    if (!clean) throw new AppError('config', 'A title has at least one visible character.');
    return this.change(id, (record) => ({ ...record, title: clean }));
  }

  /** What is not given stays. @throws AppError `config` when a tag is empty, or they are too long or too many */
  async annotate(id: string, annotation: Annotation): Promise<TraceRecord> {
    return this.change(id, (record) => annotated(record, annotation));
  }

  /**
   * Moves traces into the trash, from where `restore` takes them back: all of them, or none.
   * @throws AppError `config` for one that is being recorded or cannot be read, `missing` for one that is not there
   */
  async delete(ids: Ids): Promise<void> {
    await this.#whileDeletable(ids, (each) => this.#trash.take(each));
  }

  /**
   * Takes traces away for good: first out of the list in one rename each, then off the disk.
   * @returns the bytes that were freed
   * @throws AppError as `delete` does
   */
  async deleteNow(ids: Ids): Promise<number> {
    const hidden: string[] = [];
    const gone: string[] = [];
    await this.#whileDeletable(ids, async (each) => {
      for (const id of each) {
        hidden.push(await hideForRemoval(this.dir, this.pathOf(id)));
        gone.push(id);
      }
    });
    const freedBytes = await removeHidden(hidden);
    await this.onGone(gone);
    return freedBytes;
  }

  /** @throws AppError `missing` for one that is not in the trash, `config` when one of that id is in the library again */
  async restore(ids: Ids): Promise<void> {
    await this.#trash.restore(checkedIds(ids));
  }

  /** What can be taken back, latest deleted first. @param keepDays how long it can be */
  async trashed(keepDays = TRASH_DAYS): Promise<TrashedTrace[]> {
    return this.#trash.list(keepDays);
  }

  /** Takes deleted traces off the disk. @returns the bytes that were freed @throws AppError `missing` for one that is not in the trash */
  async purge(ids: Ids | 'all'): Promise<number> {
    return ids === 'all' ? this.#trash.purgeAll() : this.#trash.purge(checkedIds(ids));
  }

  /** Takes off the disk what was deleted longer ago than `keepDays`. @returns the bytes that were freed */
  async purgeExpired(keepDays = TRASH_DAYS): Promise<number> {
    return this.#trash.purgeExpired(keepDays);
  }

  /** Finishes what an accident cut short on its way off the disk; what can be taken back stays. */
  async finishPurges(): Promise<void> {
    await finishRemovals(this.dir);
    await this.#trash.sweep();
  }

  /** Calls back when something in the library's folder changed. Returns the way to stop. */
  watch(onChange: () => void): () => void {
    return watchLibrary(this.dir, onChange);
  }

  async #whileDeletable(given: Ids, remove: (ids: readonly string[]) => Promise<void>): Promise<void> {
    const ids = checkedIds(given);
    const look = async (): Promise<void> => {
      for (const id of ids)
        if ((await this.record(id)).state === 'recording')
          throw new AppError('config', `The trace ${id} is being recorded.`, {
            hint: 'Stop or cancel the recording first. If nothing records it any more, `recover` settles it.',
          });
    };
    await look(); // no lock is made for what is not there
    await withLibraryLock(this.dir, async () => {
      await look();
      await remove(ids);
    });
  }
}

const checkedIds = (ids: Ids): string[] => [...new Set((typeof ids === 'string' ? [ids] : ids).map(checkedId))];
