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
import { recordingStates } from './recording-owner';
import { RowIndex } from './row-index';
import { type RunOutput, readCommands, readOutput } from './run-output';
import { filesBelow, readContainers, readRecord, writeRecord } from './trace-folder';
import { reportOf } from './trace-rows';
import { type OnGone, Trash } from './trash';
import { watchLibrary } from './watch-library';

type Ids = string | readonly string[];

const MOST_TITLE_CHARS = 200;
/** The default of the settings. */
const TRASH_DAYS = 7;

/** A library of traces, with one folder per trace and no other database. Unreadable traces are listed, but never deleted automatically. */
export class TraceLibrary {
  readonly #index: RowIndex;
  readonly #trash: Trash;

  /** @param onGone called after traces were deleted permanently, to delete their caches */
  constructor(
    readonly dir: string,
    private readonly onGone: OnGone = async () => undefined,
  ) {
    this.#index = new RowIndex(dir);
    this.#trash = new Trash(dir, onGone);
  }

  /** Creates the library's folder. @throws AppError when the folder cannot be created or is not writable */
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

  /** All rows, newest first. A missing folder is an empty library. @throws AppError when the folder cannot be read */
  rows(): Promise<TraceRow[]> {
    return readRows(this.dir, this.#index);
  }

  /** The rows as a JSON document, created in slices. */
  async rowsText(): Promise<string> {
    const texts: string[] = [];
    await inSlices(await this.rows(), (row) => texts.push(JSON.stringify(row)));
    return `[${texts.join(',')}]`;
  }

  /** The newest `count` rows, fast for a library of any size. @throws AppError when the folder cannot be read */
  firstRows(count: number): Promise<TraceRow[]> {
    return readFirstRows(this.dir, count, this.#index);
  }

  /** @throws AppError `config` for an invalid id and for an invalid or missing trace.json, `missing` when there is no such trace */
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
    const first = await this.record(id);
    const recording = first.state === 'recording' ? recordingStates(this.dir)(id) : undefined;
    // The run deletes its journal just after its last change of the record.
    const record = recording?.state === 'interrupted' ? await this.record(id) : first;
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
      record.state === 'recording' ? recording : undefined,
    );
  }

  /** Whether a trace with the id is in the library or in the trash. */
  whereIs(id: string): 'library' | 'trash' | null {
    if (existsSync(this.pathOf(checkedId(id)))) return 'library';
    return this.#trash.has(id) ? 'trash' : null;
  }

  /**
   * Moves complete trace folders into the library, each under its id. Moves all of them, or none.
   * @param folders temporary folders on the library's file system
   * @throws AppError `config` when a trace with one of the ids exists meanwhile
   */
  async place(folders: readonly { id: string; folder: string }[]): Promise<void> {
    await withLibraryLock(this.dir, async () => {
      const taken = folders.find(({ id }) => this.whereIs(id));
      if (taken) throw new AppError('config', `A trace with the id ${taken.id} was added to the library meanwhile.`);
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

  /** The folder of an existing trace, even if its record is invalid. @throws AppError `config`, `missing` */
  folderOf(id: string): string {
    const path = this.pathOf(checkedId(id));
    if (!existsSync(path)) throw noSuchTrace(id, this.dir);
    return path;
  }

  /** The end of the containers' output. @throws AppError `missing` without a run.log */
  async output(id: string): Promise<RunOutput> {
    return readOutput(this.folderOf(id));
  }

  /** The content of commands.sh. @throws AppError `missing` without a commands.sh */
  async commands(id: string): Promise<string> {
    return readCommands(this.folderOf(id));
  }

  /** Changes a record under the library's lock. */
  async change(id: string, how: (record: TraceRecord) => TraceRecord): Promise<TraceRecord> {
    await this.record(id); // do not create a lock file in a missing library
    return withLibraryLock(this.dir, async () => {
      const changed = how(await this.record(id));
      await writeRecord(this.pathOf(id), changed);
      const now = new Date();
      await utimes(this.dir, now, now).catch(() => undefined); // notify the watchers of the folder in all processes
      return changed;
    });
  }

  async rename(id: string, title: string): Promise<TraceRecord> {
    const clean = oneLine(title).slice(0, MOST_TITLE_CHARS);
    if (!clean) throw new AppError('config', 'A title needs at least one visible character.');
    return this.change(id, (record) => ({ ...record, title: clean }));
  }

  /** Changes only the given fields. @throws AppError `config` when a tag is empty, or notes or tags are too long or too many */
  async annotate(id: string, annotation: Annotation): Promise<TraceRecord> {
    return this.change(id, (record) => annotated(record, annotation));
  }

  /**
   * Moves traces to the trash, all of them or none. `restore` moves them back.
   * @throws AppError `config` for a trace that is being recorded or cannot be read, `missing` when it does not exist
   */
  async delete(ids: Ids): Promise<void> {
    await this.#whileDeletable(ids, (each) => this.#trash.take(each));
  }

  /**
   * Deletes traces permanently. Hides each of them by a rename, then deletes the files.
   * @returns the freed bytes
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

  /** Moves traces back from the trash. @throws AppError `missing` for a trace that is not in the trash, `config` when its id is in the library again */
  async restore(ids: Ids): Promise<void> {
    await this.#trash.restore(checkedIds(ids));
  }

  /** The traces in the trash, last deleted first. @param keepDays how long they can be restored */
  async trashed(keepDays = TRASH_DAYS): Promise<TrashedTrace[]> {
    return this.#trash.list(keepDays);
  }

  /** Deletes traces in the trash permanently. @returns the freed bytes @throws AppError `missing` for a trace that is not in the trash */
  async purge(ids: Ids | 'all'): Promise<number> {
    return ids === 'all' ? this.#trash.purgeAll() : this.#trash.purge(checkedIds(ids));
  }

  /** Permanently deletes traces that have been in the trash for more than `keepDays`. @returns the freed bytes */
  async purgeExpired(keepDays = TRASH_DAYS): Promise<number> {
    return this.#trash.purgeExpired(keepDays);
  }

  /** Finishes permanent deletions that a crash interrupted. Keeps traces that can be restored. */
  async finishPurges(): Promise<void> {
    await finishRemovals(this.dir);
    await this.#trash.sweep();
  }

  /** Calls back when the library's folder changes. @returns a function that stops watching */
  watch(onChange: () => void): () => void {
    return watchLibrary(this.dir, onChange);
  }

  async #whileDeletable(given: Ids, remove: (ids: readonly string[]) => Promise<void>): Promise<void> {
    const ids = checkedIds(given);
    const requireDeletable = async (): Promise<void> => {
      for (const id of ids)
        if ((await this.record(id)).state === 'recording')
          throw new AppError('config', `The trace ${id} is being recorded.`, {
            hint: 'Stop or cancel the recording first. If its process was killed, run `recover`.',
          });
    };
    await requireDeletable(); // do not create a lock file in a missing library
    await withLibraryLock(this.dir, async () => {
      await requireDeletable();
      await remove(ids);
    });
  }
}

const checkedIds = (ids: Ids): string[] => [...new Set((typeof ids === 'string' ? [ids] : ids).map(checkedId))];
