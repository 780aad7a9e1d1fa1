import { noticesOf } from '@core/runs/cleanup/recover';
import type { LibrarySession } from './library-session';

/** Holds the session of the open library. Each library that is opened gets its own session. */
export class LibrarySessions {
  #current: LibrarySession;
  readonly #closing = new Set<Promise<void>>();

  /** @param open throws when the folder cannot be used */
  constructor(
    private readonly open: (libraryDir: string) => LibrarySession,
    libraryDir: string,
    private readonly onNotice: (text: string) => void,
  ) {
    this.#current = open(libraryDir);
  }

  get current(): LibrarySession {
    return this.#current;
  }

  /**
   * Opens another library, then closes the session of the previous one.
   * @param traces `same-traces` for a moved library: requested archives are prepared again from the new folder
   * @throws AppError when the folder cannot be created or written to; then nothing has changed
   */
  async exchange(libraryDir: string, traces: 'other-traces' | 'same-traces' = 'other-traces'): Promise<void> {
    const next = this.open(libraryDir);
    try {
      await next.core.library.prepare();
    } catch (error) {
      await next.close();
      throw error;
    }
    const last = this.#current;
    this.#current = next;
    const wanted = last.archives.wantedIds;
    await this.#closeOne(last);
    if (traces === 'same-traces') next.archives.want(wanted);
    next.core
      .recover()
      .then((recovery) => noticesOf(recovery).forEach(this.onNotice))
      .catch((error: unknown) => this.onNotice(`The cleanup after an earlier run failed: ${String(error)}`));
  }

  /** Also waits for earlier sessions that are still closing. Rejects as Core.close does. */
  async close(): Promise<void> {
    await Promise.all([this.#current.close(), ...this.#closing]);
  }

  #closeOne(session: LibrarySession): Promise<void> {
    const closed = session
      .close()
      .catch((error: unknown) => this.onNotice(`The library could not be closed cleanly: ${String(error)}`))
      .finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
    return closed;
  }
}
