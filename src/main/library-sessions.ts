import { noticesOf } from '@core/runs/cleanup/recover';
import type { LibrarySession } from './library-session';

/** The session of the open library. Opening another library makes another session. */
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
   * @param traces `same-traces` for a library that was moved: archives that were requested are made from its new place
   * @throws AppError when the folder cannot be made or written to; then nothing has changed
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
      .catch((error: unknown) => this.onNotice(`Recovering: ${String(error)}`));
  }

  /** Also waits for earlier sessions that are still closing. Rejects as Core.close does. */
  async close(): Promise<void> {
    await Promise.all([this.#current.close(), ...this.#closing]);
  }

  #closeOne(session: LibrarySession): Promise<void> {
    const closed = session
      .close()
      .catch((error: unknown) => this.onNotice(`Closing: ${String(error)}`))
      .finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
    return closed;
  }
}
