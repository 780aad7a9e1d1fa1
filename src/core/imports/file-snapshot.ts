import type { BigIntStats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import type { AppError } from '@shared/model/app-error';
import { changedMeanwhile, foreignError } from '../archive/foreign-error';
import { onDisk } from '../files/file-names';
import { severalAtOnce } from '../library/several-at-once';

/**
 * What the files and folders of a trace were like when each was read. A recording that goes on writes its metadata and its
 * streams by turns: files that are whole each for itself are no trace together, unless all stayed as they were.
 */
export class FileSnapshot {
  readonly #facts = new Map<string, string>();

  /** Before it is read; the first time counts. @param path absolute */
  note(path: string, facts: BigIntStats): void {
    if (!this.#facts.has(path)) this.#facts.set(path, wordsOf(facts));
  }

  /** @throws AppError `config` that names what changed, `missing` for what vanished */
  requireSame(path: string, facts: BigIntStats): void {
    if (this.#facts.get(path) !== wordsOf(facts)) throw changedMeanwhile(path);
  }

  /** To be asked when all has been taken. @throws AppError as requireSame, `cancelled` */
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
    // A file that vanished changed its folder, too: the file says more.
    const worst = errors.find(({ code }) => code === 'missing') ?? errors[0];
    if (worst) throw worst;
  }
}

/** Not the inode: some network file systems give a file another one each time. A folder's time is that of its list of names. */
const wordsOf = (facts: BigIntStats): string =>
  `${facts.isFile() ? facts.size : facts.isDirectory() ? 'folder' : 'other'} ${facts.mtimeNs}`;
