import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { foreignError, notRegularFile } from '../archive/foreign-error';
import { entriesOf, type NamedEntry, onDisk } from '../files/file-names';

const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK } = constants;

/**
 * An open folder outside the library. Its entries are opened relative to its descriptor, one level at a time, and no link
 * is followed. Replacing a folder by a link during an import therefore has no effect.
 */
export class ForeignFolder {
  private constructor(
    /** For messages only; nothing is opened by this path. */
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  /**
   * Opens a folder level by level, starting at the folder that the user named.
   * @param root absolute, links resolved
   * @param path `root` or a folder below it
   * @throws AppError `denied`, `missing`, `config` when it is not a folder any more
   */
  static async open(root: string, path = root): Promise<ForeignFolder> {
    let folder = new ForeignFolder(root, await openAt(root, root, O_DIRECTORY));
    for (const name of relative(root, path)
      .split(sep)
      .filter((part) => part !== '')) {
      const outer = folder;
      folder = await outer.folder(name).finally(() => outer.close());
    }
    return folder;
  }

  /** Sorted by name. @throws AppError `denied`, `missing` */
  async entries(): Promise<NamedEntry[]> {
    const entries = await entriesOf(this.#at).catch((error: unknown) => {
      throw foreignError(error, this.path);
    });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @throws AppError as open does */
  async folder(name: string): Promise<ForeignFolder> {
    const path = join(this.path, name);
    return new ForeignFolder(path, await openAt(join(this.#at, name), path, O_DIRECTORY));
  }

  /** Opens a regular file for reading; does not block on a pipe. @throws AppError `config` for anything else, `denied`, `missing` */
  async file(name: string): Promise<FileHandle> {
    const path = join(this.path, name);
    const file = await openAt(join(this.#at, name), path, O_NONBLOCK);
    if ((await file.stat()).isFile()) return file;
    await file.close();
    throw notRegularFile(path);
  }

  facts(): Promise<BigIntStats> {
    return this.handle.stat({ bigint: true });
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  get #at(): string {
    return `/proc/self/fd/${this.handle.fd}`;
  }
}

const openAt = (at: string, shown: string, flags: number): Promise<FileHandle> =>
  open(onDisk(at), O_RDONLY | O_NOFOLLOW | flags).catch((error: unknown) => {
    throw foreignError(error, shown);
  });
