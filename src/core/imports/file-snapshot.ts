import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import type { AppError } from '@shared/model/app-error';
import { changedMeanwhile, foreignError } from '../archive/foreign-error';
import { onDisk } from '../files/file-names';
import { severalAtOnce } from '../library/several-at-once';

/**
 * The size and modification time of each file and folder of a trace when it was read. A running recording writes its
 * metadata and its streams in turn, so the files form a consistent trace only if none of them changed during the copy.
 */
export class FileSnapshot {
  readonly #facts = new Map<string, string>();

  /** Records the state of a file. Call it before reading the file; later calls for the same path are ignored. @param path absolute */
  note(path: string, facts: BigIntStats): void {
    if (!this.#facts.has(path)) this.#facts.set(path, stateOf(facts));
  }

  /** @throws AppError `config` that names the changed file, `missing` when it was deleted */
  requireSame(path: string, facts: BigIntStats): void {
    if (this.#facts.get(path) !== stateOf(facts)) throw changedMeanwhile(path);
  }

  /** Call it after everything was copied. @throws AppError as requireSame, `cancelled` */
  async requireUnchanged(signal: AbortSignal): Promise<void> {
    const errors: AppError[] = [];
    await severalAtOnce([...this.#facts.keys()], async (path) => {
      signal.throwIfAborted();
      try {
        this.requireSame(path, await lstat(onDisk(path), { bigint: true }));
      } catch (error) {
        errors.push(foreignError(error, path));
      }
    });
    // Deleting a file also changes its folder. Report the file, since that is more specific.
    const worst = errors.find(({ code }) => code === 'missing') ?? errors[0];
    if (worst) throw worst;
  }
}

/** Excludes the inode, which some network file systems change on each call. A folder's time is that of its entry list. */
const stateOf = (facts: BigIntStats): string =>
  `${facts.isFile() ? facts.size : facts.isDirectory() ? 'folder' : 'other'} ${facts.mtimeNs}`;
