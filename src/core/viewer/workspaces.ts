import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { realOf } from '../files/real-path';
import { finishRemovals, hideForRemoval, removeHidden } from '../library/permanent-removal';
import { isInUse, withWorkspacesLock } from './launch';
import { mayRun } from './launch-record';
import { libraryKey, readFacts, WORKSPACE_NAME, workspaceDir } from './workspace';

/** The folder of the library that contains deleted traces, which can be restored. */
const TRASH = '.trash';

interface Kept {
  dir: string;
  traceId: string;
  /** Hash of its library's path. */
  key: string;
}

/** The workspaces of one library's traces. Each is deleted with its trace, but not while a viewer has it open. */
export class Workspaces {
  constructor(
    readonly dir: string,
    private readonly libraryDir: string,
  ) {}

  /** Deletes the workspaces of permanently deleted traces. A workspace in use is deleted by a later sweep. */
  async remove(traceIds: readonly string[]): Promise<void> {
    const dirs = traceIds.map((id) => workspaceDir(this.dir, this.libraryDir, id)).filter((dir) => existsSync(dir));
    await this.#remove(dirs);
  }

  /**
   * Deletes the workspaces of traces that are neither in the library nor in the trash. The trace was deleted while a viewer
   * had it open or by hand, or the library has moved, which gives its traces new workspaces.
   */
  async sweep(): Promise<void> {
    const library = realOf(this.libraryDir);
    // The library may be on a disk that is not mounted, so its traces may still exist.
    if (!existsSync(library)) return;
    const orphans: string[] = [];
    for (const kept of this.#all()) if (await this.#isOrphan(kept, library)) orphans.push(kept.dir);
    await this.#remove(orphans);
    await finishRemovals(this.dir);
  }

  /** The traces of this library that a viewer has open. */
  inUse(): string[] {
    const ours = libraryKey(realOf(this.libraryDir));
    return this.#all()
      .filter(({ dir, key }) => key === ours && isInUse(dir))
      .map(({ traceId }) => traceId);
  }

  /**
   * Deletes the workspaces of all libraries, except those in use. Viewers recreate them.
   * @returns the freed bytes
   */
  dropAll(): Promise<number> {
    return this.#remove(this.#all().map(({ dir }) => dir));
  }

  async #isOrphan({ dir, traceId, key }: Kept, library: string): Promise<boolean> {
    const isHere = existsSync(join(library, traceId)) || existsSync(join(library, TRASH, traceId));
    if (key === libraryKey(library)) return !isHere;
    const facts = await readFacts(dir);
    if (!isHere || !facts) return false;
    // The workspace belongs to an earlier path of this library: it does not exist, or links to the current path.
    return !existsSync(facts.libraryDir) || realOf(facts.libraryDir) === library;
  }

  #all(): Kept[] {
    if (!existsSync(this.dir)) return [];
    return readdirSync(this.dir).flatMap((name) => {
      const [, traceId, key] = WORKSPACE_NAME.exec(name) ?? [];
      return traceId && key ? [{ dir: join(this.dir, name), traceId, key }] : [];
    });
  }

  /** Renames the folders under the lock, so that no viewer starts in them, then deletes them. */
  async #remove(dirs: readonly string[]): Promise<number> {
    if (dirs.length === 0) return 0;
    const hidden = await withWorkspacesLock(this.dir, async () => {
      const paths: string[] = [];
      for (const dir of dirs) if (!isInUse(dir) && !mayRun(dir)) paths.push(await hideForRemoval(this.dir, dir));
      return paths;
    });
    return removeHidden(hidden);
  }
}
