import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { finishRemovals, hideForRemoval, removeHidden } from '../library/permanent-removal';
import { isInUse, withWorkspacesLock } from './launch';
import { mayRun } from './launch-record';
import { libraryKey, readFacts, realOf, WORKSPACE_NAME, workspaceDir } from './workspace';

/** Where the library keeps what was deleted and can be taken back. */
const TRASH = '.trash';

interface Kept {
  dir: string;
  traceId: string;
  /** Hash of its library's path. */
  key: string;
}

/** The workspaces of the traces of one library: each goes with its trace, and none while a viewer has it open. */
export class Workspaces {
  constructor(
    readonly dir: string,
    private readonly libraryDir: string,
  ) {}

  /** Takes away those of traces that have gone for good; one in use stays until the sweep of a later start. */
  async remove(traceIds: readonly string[]): Promise<void> {
    const dirs = traceIds.map((id) => workspaceDir(this.dir, this.libraryDir, id)).filter((dir) => existsSync(dir));
    await this.#remove(dirs);
  }

  /**
   * Takes away those whose trace is not there any more, not even in the trash: it was deleted while a viewer had it open, or
   * by hand, or the library has moved and its traces get workspaces of their new place.
   */
  async sweep(): Promise<void> {
    const library = realOf(this.libraryDir);
    // A library that is not there, on a disk that is not mounted for one, says nothing about its traces.
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
   * Takes away what viewers have worked out, of whichever library: they work it out anew. One in use stays.
   * @returns the bytes that were freed
   */
  dropAll(): Promise<number> {
    return this.#remove(this.#all().map(({ dir }) => dir));
  }

  async #isOrphan({ dir, traceId, key }: Kept, library: string): Promise<boolean> {
    const isHere = existsSync(join(library, traceId)) || existsSync(join(library, TRASH, traceId));
    if (key === libraryKey(library)) return !isHere;
    const facts = await readFacts(dir);
    if (!isHere || !facts) return false;
    // Of the place where this library was: nothing is there any more, or a link to where it is now.
    return !existsSync(facts.libraryDir) || realOf(facts.libraryDir) === library;
  }

  #all(): Kept[] {
    if (!existsSync(this.dir)) return [];
    return readdirSync(this.dir).flatMap((name) => {
      const [, traceId, key] = WORKSPACE_NAME.exec(name) ?? [];
      return traceId && key ? [{ dir: join(this.dir, name), traceId, key }] : [];
    });
  }

  /** Out of the way in one rename each while nobody starts a viewer, then off the disk. */
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
