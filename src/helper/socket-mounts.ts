import { closeSync, existsSync, lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { asCaller, type Caller } from './caller';
import { run } from './exec';
import { checkOwn, openHandleWithoutLinks } from './open-path';

const BASE_FOLDER = '/run/containers-trace';
const MOUNT_LIMIT_MS = 5_000;

/**
 * Binds the user's sockets for containers of an engine that runs as root. That engine follows links as root, so it never gets the
 * path from the app. The helper opens the socket with the user's rights, without following links, and binds the open file to a file
 * in root's folder. The engine gets the path of that file.
 */
export class SocketMounts {
  readonly #folder: string;
  #count = 0;

  constructor(
    helperId: string,
    private readonly caller: Caller,
  ) {
    this.#folder = join(BASE_FOLDER, helperId);
  }

  /**
   * @returns the path for the engine
   * @throws AppError `denied` when the path leads to no socket of the caller, or contains a symbolic link
   */
  async add(path: string): Promise<string> {
    const handle = this.#open(path);
    try {
      const target = this.#makeTarget();
      // `mount` inherits the open file as descriptor 3, so that the path is not resolved again.
      await run('mount', ['--no-canonicalize', '--bind', '/proc/self/fd/3', target], {
        timeoutMs: MOUNT_LIMIT_MS,
        file: handle,
      });
      return target;
    } finally {
      closeSync(handle);
    }
  }

  #open(path: string): number {
    let handle: number | undefined;
    try {
      handle = asCaller(this.caller, () => openHandleWithoutLinks(path));
      checkOwn(handle, this.caller.uid, 'The socket', (stats) => stats.isSocket());
      return handle;
    } catch (cause) {
      if (handle !== undefined) closeSync(handle);
      // The same error for all causes, so that the caller does not learn whether a hidden path exists.
      throw new AppError(
        'denied',
        "The path of the session daemon's socket leads to no socket of yours, or contains a symbolic link.",
        {
          cause,
        },
      );
    }
  }

  #makeTarget(): string {
    this.#makeFolders();
    this.#count += 1;
    const target = join(this.#folder, String(this.#count));
    writeFileSync(target, '', { flag: 'wx', mode: 0o600 });
    return target;
  }

  #makeFolders(): void {
    makeOwnFolder(BASE_FOLDER);
    try {
      makeOwnFolder(this.#folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      makeOwnFolder(BASE_FOLDER); // another helper removed the folder meanwhile
      makeOwnFolder(this.#folder);
    }
  }

  async remove(target: string): Promise<void> {
    await run('umount', ['--no-canonicalize', '--lazy', target], { timeoutMs: MOUNT_LIMIT_MS });
    rmSync(target);
    this.#removeFolders();
  }

  #removeFolders(): void {
    try {
      rmdirSync(this.#folder);
      rmdirSync(BASE_FOLDER);
    } catch {
      // the folder contains another socket or another helper's folder
    }
  }

  /** Removes all mounts of the helper with this id, and the folders. @throws AppError `command` when an umount fails */
  async removeAll(): Promise<void> {
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder)) {
      const target = join(this.#folder, name);
      // A file without a mount is left when the helper was killed before the mount. A mount point cannot be deleted.
      await this.remove(target).catch(() => rmSync(target, { force: true }));
    }
    this.#removeFolders();
  }
}

/** @throws AppError `denied` when the folder belongs to another user or is accessible to others */
function makeOwnFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const { uid, mode } = lstatSync(path);
  if (uid !== 0 || !lstatSync(path).isDirectory() || (mode & 0o077) !== 0)
    throw new AppError('denied', `The folder ${path} is not private to root.`, {
      hint: `Delete it with \`sudo rm -r ${path}\`.`,
    });
}
