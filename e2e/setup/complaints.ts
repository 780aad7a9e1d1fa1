import type { ConsoleMessage, ElectronApplication, Page } from '@playwright/test';

/**
 * What the pages of an app complain about: violations of their policy (Chromium writes each to the console), errors that
 * nobody caught, errors and warnings on the console. No test may end with one that it did not provoke.
 */
export class Complaints {
  readonly #heard: string[] = [];
  readonly #provoked: RegExp[] = [];

  constructor(app: ElectronApplication) {
    for (const page of app.windows()) this.#listen(page);
    app.on('window', (page) => this.#listen(page));
  }

  /** What this test brings about itself. */
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
