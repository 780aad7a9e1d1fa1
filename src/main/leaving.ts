import type { Core } from '@core/core';
import { app, type BrowserWindow, dialog } from 'electron';
import type { CurrentRun } from './current-run';

type Choice = 'keep' | 'discard' | 'stay';

/**
 * The ways out of the app: the window's close button, quit, and signals. None of them leaves a run behind, and none
 * ends one without asking, except a signal, which stops and keeps. An image that is being
 * built is given up by the core's end.
 */
export class Leaving {
  private asking = false;
  private left = false;

  constructor(
    private readonly core: Core,
    private readonly run: CurrentRun,
    private readonly window: () => BrowserWindow | null,
  ) {}

  /**
   * Takes over every way out. Only once the app is ready: Electron installs its own handlers of these signals on the
   * way there (they quit, as the user does), and the later ones win.
   */
  watch(): void {
    app.on('before-quit', (event) => {
      if (this.left) return;
      event.preventDefault();
      void this.leave('ask');
    });
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, () => void this.leave('keep'));
  }

  /** The window's close button is a quit: there is one window. */
  guard(window: BrowserWindow): void {
    window.on('close', (event) => {
      if (this.left || this.run.runId === null) return;
      event.preventDefault();
      void this.leave('ask');
    });
  }

  private async leave(how: 'ask' | 'keep'): Promise<void> {
    const runId = this.run.runId;
    if (runId !== null) {
      if (how === 'ask' && this.asking) return;
      const choice = how === 'ask' ? await this.ask() : 'keep';
      if (choice === 'stay') return;
      // It may have ended while the question stood there.
      if (this.run.runId === runId) choice === 'keep' ? this.run.stop(runId) : this.run.cancel(runId);
      await this.run.ended();
    }
    if (this.left) return;
    this.left = true;
    await this.core.close().catch((error: unknown) => console.error(`Closing: ${String(error)}`));
    app.quit();
  }

  private async ask(): Promise<Choice> {
    const window = this.window();
    if (!window) return 'keep';
    this.asking = true;
    if (window.isMinimized()) window.restore();
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        message: 'A recording is going on.',
        detail: 'Stop it and keep what was recorded, or cancel it and discard everything?',
        buttons: ['Stop and keep', 'Cancel and discard', 'Go on recording'],
        defaultId: 0,
        cancelId: 2,
        noLink: true,
      });
      return (['keep', 'discard', 'stay'] as const)[response] ?? 'stay';
    } finally {
      this.asking = false;
    }
  }
}
