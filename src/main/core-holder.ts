import type { Core } from '@core/core';

/** A core together with what ends when it does. */
export interface HeldCore {
  core: Core;
  /** No more news of its library. */
  unfollow(): void;
}

/** The core of the library that is open. Who holds `core` follows when the library changes. */
export class CoreHolder {
  readonly core: Core;
  private held: HeldCore;
  private readonly closing = new Set<Promise<void>>();

  /** @param open makes a core on a library's folder and follows that folder; throws when it cannot be used */
  constructor(
    private readonly open: (libraryDir: string) => HeldCore,
    libraryDir: string,
    private readonly onNotice: (text: string) => void,
  ) {
    this.held = open(libraryDir);
    this.core = new Proxy(this.held.core, {
      get: (_first, name) => (name === 'close' ? () => this.close() : Reflect.get(this.held.core, name)),
    });
  }

  /**
   * Opens another library in place of this one, then closes this one's core.
   * @throws AppError when the folder cannot be made or written to; then nothing has changed
   */
  async exchange(libraryDir: string): Promise<void> {
    const next = this.open(libraryDir);
    try {
      await next.core.library.prepare();
    } catch (error) {
      next.unfollow();
      await next.core.close();
      throw error;
    }
    const last = this.held;
    this.held = next;
    last.unfollow();
    await this.closeOne(last.core);
    next.core.recover().catch((error: unknown) => this.onNotice(`Recovering: ${String(error)}`));
  }

  private closeOne(core: Core): Promise<void> {
    const closed = core
      .close()
      .catch((error: unknown) => this.onNotice(`Closing: ${String(error)}`))
      .finally(() => this.closing.delete(closed));
    this.closing.add(closed);
    return closed;
  }

  /** Also waits for those that are still closing. */
  private async close(): Promise<void> {
    this.held.unfollow();
    await Promise.all([this.held.core.close(), ...this.closing]);
  }
}
