import { app, type BrowserWindow, dialog } from 'electron';
import type { CurrentRun } from './current-run';
import type { Transfers } from './transfers';

type Choice = 'keep' | 'discard' | 'stay';

interface Parts {
  /** Closes the open library. */
  close(): Promise<void>;
  run: CurrentRun;
  transfers: Transfers;
  window(): BrowserWindow | null;
}

interface Question {
  message: string;
  detail: string;
  /** The last one is also what Escape means. */
  buttons: { text: string; choice: Choice }[];
}

const RECORDING: Question = {
  message: 'A recording is going on.',
  detail: 'Stop it and keep what was recorded, or cancel it and discard everything?',
  buttons: [
    { text: 'Stop and keep', choice: 'keep' },
    { text: 'Cancel and discard', choice: 'discard' },
    { text: 'Go on recording', choice: 'stay' },
  ],
};

const TRANSFERRING: Question = {
  message: 'An export or an import is going on.',
  detail: 'What it has made so far would be taken away again.',
  buttons: [
    { text: 'Cancel it and quit', choice: 'discard' },
    { text: 'Wait for its end', choice: 'stay' },
  ],
};

/**
 * The ways out of the app: the window's close button, quit, and signals. None of them leaves a run behind, and none
 * ends one without asking, except a signal, which stops and keeps; exports and imports are asked about likewise. An image
 * that is being built is given up by the core's end.
 */
export class Leaving {
  private asking = false;
  private left = false;

  constructor(private readonly parts: Parts) {}

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
      const { run, transfers } = this.parts;
      if (this.left || (run.runId === null && !transfers.busy)) return;
      event.preventDefault();
      void this.leave('ask');
    });
  }

  private async leave(how: 'ask' | 'keep'): Promise<void> {
    const { close, transfers } = this.parts;
    if (how === 'ask' && this.asking) return;
    if (!(await this.endRun(how)) || !(await this.endTransfers(how))) return;
    if (this.left) return;
    this.left = true;
    await transfers.cancelAll();
    await close().catch((error: unknown) => console.error(`Closing: ${String(error)}`));
    app.quit();
  }

  /** @returns whether nothing is recorded any more */
  private async endRun(how: 'ask' | 'keep'): Promise<boolean> {
    const { run } = this.parts;
    const { runId } = run;
    if (runId === null) return true;
    const choice = how === 'ask' ? await this.ask(RECORDING) : 'keep';
    if (choice === 'stay') return false;
    // It may have ended while the question stood there.
    if (run.runId === runId) choice === 'keep' ? run.stop(runId) : run.cancel(runId);
    await run.ended();
    return true;
  }

  /** @returns whether nothing is on its way any more */
  private async endTransfers(how: 'ask' | 'keep'): Promise<boolean> {
    const { transfers } = this.parts;
    if (!transfers.busy) return true;
    if (how === 'ask' && (await this.ask(TRANSFERRING)) === 'stay') return false;
    await transfers.cancelAll();
    return true;
  }

  private async ask({ message, detail, buttons }: Question): Promise<Choice> {
    const window = this.parts.window();
    if (!window) return 'keep';
    this.asking = true;
    if (window.isMinimized()) window.restore();
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: 'question',
        message,
        detail,
        buttons: buttons.map(({ text }) => text),
        defaultId: 0,
        cancelId: buttons.length - 1,
        noLink: true,
      });
      return buttons[response]?.choice ?? 'stay';
    } finally {
      this.asking = false;
    }
  }
}
