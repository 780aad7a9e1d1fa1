import { closeSync, existsSync, lstatSync, mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { asCaller, type Caller } from './caller';
import { run } from './exec';
import { checkOwn, openHandleWithoutLinks } from './open-path';

const PLACE = '/run/containers-trace';
const MOUNT_LIMIT_MS = 5_000;

/**
 * The user's sockets for containers of an engine that runs as root. The engine follows links as root: so it never gets
 * the path that the app named. The socket is opened as the user, without following any link, and that very open file is
 * bound onto a file in a folder of root's, whose path the engine gets.
 */
export class SocketMounts {
  readonly #folder: string;
  #count = 0;

  constructor(
    helperId: string,
    private readonly caller: Caller,
  ) {
    this.#folder = join(PLACE, helperId);
  }

  /**
   * @returns the path for the engine
   * @throws AppError `denied` when there is no socket of the caller's own behind the path, or a link in it
   */
  async add(path: string): Promise<string> {
    const handle = this.#open(path);
    try {
      const target = this.#makeTarget();
      // Not by its name: `mount` inherits the open file as its descriptor 3.
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
      // One answer for all: whether a path is there that the caller cannot see is not told.
      throw new AppError(
        'denied',
        "There is no socket of yours where the session daemon's should be, or a link leads to it.",
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
    makeOwnFolder(PLACE);
    try {
      makeOwnFolder(this.#folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      makeOwnFolder(PLACE); // another helper had just removed it with the last of its own
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
      rmdirSync(PLACE);
    } catch {
      // another socket, or another helper's, is in it
    }
  }

  /** All that a helper of this id has mounted, and the folders. @throws AppError `command` when one does not go */
  async removeAll(): Promise<void> {
    if (!existsSync(this.#folder)) return;
    for (const name of readdirSync(this.#folder)) {
      const target = join(this.#folder, name);
      // One that is not mounted: it was killed in between. A mount point cannot be removed.
      await this.remove(target).catch(() => rmSync(target, { force: true }));
    }
    this.#removeFolders();
  }
}

/** @throws AppError `denied` when somebody else had made it */
function makeOwnFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const { uid, mode } = lstatSync(path);
  if (uid !== 0 || !lstatSync(path).isDirectory() || (mode & 0o077) !== 0)
    throw new AppError('denied', `${path} is not root's alone.`, { hint: `Remove it: \`sudo rm -r ${path}\`.` });
}
