import { existsSync, type FSWatcher, readFileSync, watch } from 'node:fs';
import { access, constants, mkdir, readdir, rename, rm, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, toAppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import { runIdSchema } from '@shared/model/run-id';
import { type TraceRecord, type TraceReport, type TraceRow, traceRecordSchema } from '@shared/model/trace-record';
import { makeFolders } from '../make-folders';
import { withLibraryLock } from './library-lock';
import { filesBelow, folderError, RECORD_FILE, readContainers, readRecord, writeRecord } from './trace-folder';
import { reportOf, rowOf, unknownRow } from './trace-rows';

const TRASH = '.trash';

/** One folder a trace; the folders are the truth. What cannot be read is shown as such and never deleted by itself. */
export class TraceLibrary {
  constructor(readonly dir: string) {}

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
  async rows(): Promise<TraceRow[]> {
    const entries = await readdir(this.dir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw libraryError(error, this.dir);
    });
    const names = entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name);
    return names
      .map((name) => this.#row(name))
      .sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : a.id < b.id ? 1 : -1));
  }

  // Synchronous on purpose: for thousands of small files it is several times faster than promises of the thread pool.
  #row(name: string): TraceRow {
    try {
      const record = traceRecordSchema.parse(JSON.parse(readFileSync(join(this.dir, name, RECORD_FILE), 'utf8')));
      if (record.id !== name) return unknownRow(oneLine(name), `Its ${RECORD_FILE} is that of ${record.id}.`);
      return rowOf(record);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      return unknownRow(
        oneLine(name),
        code ? `Its ${RECORD_FILE} cannot be read (${code}).` : `Its ${RECORD_FILE} is broken.`,
      );
    }
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
      throw new AppError('missing', `There is no trace ${id} in ${this.dir}.`, {
        hint: '`list` shows what is there.',
        cause: error,
      });
    }
  }

  async report(id: string): Promise<TraceReport> {
    const record = await this.record(id);
    const path = this.pathOf(id);
    return reportOf(record, path, await readContainers(path), await filesBelow(path));
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

  async rename(id: string, title: string): Promise<void> {
    const clean = oneLine(title).slice(0, 200);
    if (!clean) throw new AppError('config', 'A title has at least one visible character.');
    await this.change(id, (record) => ({ ...record, title: clean }));
  }

  /**
   * Takes a trace away for good: first out of the list in one rename, then off the disk.
   * @throws AppError `config` while it is being recorded
   */
  async delete(id: string): Promise<void> {
    await this.record(id); // no lock is made for what is not there
    const doomed = join(this.dir, TRASH, `${id}.${process.pid}`);
    await withLibraryLock(this.dir, async () => {
      const record = await this.record(id);
      if (record.state === 'recording')
        throw new AppError('config', `The trace ${id} is being recorded.`, {
          hint: 'Stop or cancel the recording first. If nothing records it any more, `recover` settles it.',
        });
      await mkdir(join(this.dir, TRASH), { recursive: true, mode: 0o700 });
      await rename(this.pathOf(id), doomed);
    });
    await rm(doomed, { recursive: true, force: true });
  }

  /** Finishes deletions that an accident cut short. */
  async emptyTrash(): Promise<void> {
    await rm(join(this.dir, TRASH), { recursive: true, force: true });
  }

  /** Calls back when something in the library's folder changed. Returns the way to stop. */
  watch(onChange: () => void): () => void {
    let watcher: FSWatcher | undefined;
    try {
      makeFolders(this.dir);
      watcher = watch(this.dir, { persistent: false }, onChange);
      watcher.on('error', () => watcher?.close()); // the folder is gone: the next look at the list says so
    } catch {
      // a library that cannot be made has no changes to tell
    }
    return () => watcher?.close();
  }
}

/** mkdir(2) says EEXIST for a file of that name, ENOTDIR for a file on the way there. */
function libraryError(error: unknown, dir: string): AppError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== 'EEXIST' && code !== 'ENOTDIR') return folderError(error, dir);
  return new AppError(
    'config',
    `The library ${dir} is not a folder: a file of that name, or on the way there, is in its place.`,
    {
      hint: 'Choose another library with --library.',
      cause: error,
    },
  );
}

/** A folder that holds a broken record, or none, is kept: what it holds may be worth more than its record. */
function brokenRecord(id: string, path: string, cause: AppError): AppError {
  const why = existsSync(join(path, RECORD_FILE)) ? cause.message : `its ${RECORD_FILE} is missing.`;
  return new AppError('config', `The trace ${id} cannot be used: ${why}`, {
    hint: `Its folder is kept as it is: ${path}. Mend its trace.json, or take the folder away by hand.`,
    cause,
  });
}

/** @throws AppError `config`: an id becomes a path, so nothing but an id gets that far */
function checkedId(id: string): string {
  if (!runIdSchema.safeParse(id).success)
    throw new AppError('config', `${JSON.stringify(oneLine(id).slice(0, 80))} is not the id of a trace.`, {
      hint: '`list` shows the ids.',
    });
  return id;
}
