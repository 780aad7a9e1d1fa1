import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { LeafSource } from '@reader/source';
import { AppError } from '@shared/model/app-error';
import type { TracedContainer, TraceRecord } from '@shared/model/trace-record';
import { readError } from '../../archive/read-error';
import { readContainers, readRecord } from '../../library/trace-folder';
import { type LeafFiles, listLeaves } from './list-leaves';
import { OpenFiles } from './open-files';

/**
 * The files of one trace for reading. The folder is held open, so a trace that is renamed or moved to the trash meanwhile is
 * read as it was. Close it.
 */
export class TraceFiles {
  readonly #files = new OpenFiles();

  private constructor(
    readonly record: TraceRecord,
    readonly containers: readonly TracedContainer[],
    readonly leaves: readonly LeafFiles[],
    /** Changes if a stream or metadata changes: 16 hexadecimal digits. */
    readonly fingerprint: string,
    private readonly handle: FileHandle,
  ) {}

  /**
   * @param folder of an existing trace
   * @throws AppError `config` for a trace that is being recorded and for metadata that is too large, `missing`, `denied`
   */
  static async open(folder: string): Promise<TraceFiles> {
    const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY).catch((error: unknown) => {
      throw readError(error, folder);
    });
    try {
      const base = `/proc/self/fd/${handle.fd}`;
      const record = await readRecord(base, folder);
      if (record.state === 'recording')
        throw new AppError('config', `The trace ${record.id} is being recorded.`, {
          hint: 'Stop the recording first. If its process was killed, run `recover`.',
        });
      const containers = await readContainers(base, folder);
      const { leaves, fingerprint } = await listLeaves(base, record);
      return new TraceFiles(record, containers, leaves, fingerprint, handle);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** A path of the held folder, which leads to it even after it was moved. */
  get folder(): string {
    return `/proc/self/fd/${this.handle.fd}`;
  }

  /** The leaves as the reader takes them. Valid until `close`. */
  sources(): LeafSource[] {
    return sourcesOf(this.leaves, this.#files);
  }

  /** Size of all streams. */
  get sizeBytes(): number {
    return this.leaves.reduce((sum, { streams }) => sum + streams.reduce((all, one) => all + one.sizeBytes, 0), 0);
  }

  async close(): Promise<void> {
    this.#files.close();
    await this.handle.close();
  }
}

/** Leaves of the same process: a worker thread opens the files again, through the descriptor of the folder, which it shares. */
export const sourcesOf = (leaves: readonly LeafFiles[], files: OpenFiles): LeafSource[] =>
  leaves.map(({ path, metadata, streams }) => ({
    path,
    metadata,
    streams: streams.map((file) => ({ name: file.name, bytes: files.bytesOf(file), index: file.index })),
  }));
