import type { ConsoleMessage, ElectronApplication, Page } from '@playwright/test';

/**
 * Collects complaints of an app's pages: violations of their policy (Chromium writes each to the console), uncaught errors,
 * errors and warnings on the console. A test fails if it has complaints that it did not provoke.
 */
export class Complaints {
  readonly #heard: string[] = [];
  readonly #provoked: RegExp[] = [];

  constructor(app: ElectronApplication) {
    for (const page of app.windows()) this.#listen(page);
    app.on('window', (page) => this.#listen(page));
  }

  /** Declares complaints that this test causes. */
  provoke(kind: RegExp): void {
    this.#provoked.push(kind);
  }

  unprovoked(): string[] {
    return this.#heard.filter((text) => !this.#provoked.some((kind) => kind.test(text)));
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.#heard.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('console', (message: ConsoleMessage) => {
      if (message.type() === 'error' || message.type() === 'warning')
        this.#heard.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
  }
}
