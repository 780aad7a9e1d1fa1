import { app, type BrowserWindow, dialog } from 'electron';
import type { CurrentRun } from './current-run';
import type { Transfers } from './transfers';

type Choice = 'keep' | 'discard' | 'stay';

interface Deps {
  /** Closes the open library. */
  close(): Promise<void>;
  run: CurrentRun;
  transfers: Transfers;
  window(): BrowserWindow | null;
}

interface Question {
  message: string;
  detail: string;
  /** Escape selects the last one. */
  buttons: { text: string; choice: Choice }[];
}

const RECORDING: Question = {
  message: 'A recording is running.',
  detail: 'Stop it and keep the trace, or cancel it and discard the trace?',
  buttons: [
    { text: 'Stop and keep', choice: 'keep' },
    { text: 'Cancel and discard', choice: 'discard' },
    { text: 'Keep recording', choice: 'stay' },
  ],
};

const TRANSFERRING: Question = {
  message: 'An export, an import or a move is running.',
  detail: 'Quitting cancels it. Unfinished files are removed.',
  buttons: [
    { text: 'Cancel it and quit', choice: 'discard' },
    { text: 'Keep waiting', choice: 'stay' },
  ],
};

/**
 * Handles all ways to quit: the window's close button, the menu and signals. Each ends the current run first.
 * The button and the menu ask before they end a run, an export, an import or a move; a signal stops the run and keeps the trace.
 * Closing the core cancels image builds.
 */
export class Leaving {
  private asking = false;
  private isLeaving = false;

  constructor(private readonly deps: Deps) {}

  /**
   * Installs the handlers. Call it once the app is ready: before that, Electron installs its own signal handlers,
   * which quit the app, and the handlers installed last take effect.
   */
  watch(): void {
    app.on('before-quit', (event) => {
      if (this.isLeaving) return;
      event.preventDefault();
      void this.leave('ask');
    });
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, () => void this.leave('keep'));
  }

  /** Makes the window's close button quit the app, which has one window. */
  guard(window: BrowserWindow): void {
    window.on('close', (event) => {
      const { run, transfers } = this.deps;
      if (this.isLeaving || (run.runId === null && !transfers.busy)) return;
      event.preventDefault();
      void this.leave('ask');
    });
  }

  private async leave(how: 'ask' | 'keep'): Promise<void> {
    const { close, transfers } = this.deps;
    if (how === 'ask' && this.asking) return;
    if (!(await this.endRun(how)) || !(await this.endTransfers(how))) return;
    if (this.isLeaving) return;
    this.isLeaving = true;
    await transfers.cancelAll();
    await close().catch((error: unknown) => console.error(`The library could not be closed cleanly: ${String(error)}`));
    app.quit();
  }

  /** @returns whether no run is running now */
  private async endRun(how: 'ask' | 'keep'): Promise<boolean> {
    const { run } = this.deps;
    const { runId } = run;
    if (runId === null) return true;
    const choice = how === 'ask' ? await this.ask(RECORDING) : 'keep';
    if (choice === 'stay') return false;
    // The run may have ended while the dialog was open.
    if (run.runId === runId) choice === 'keep' ? run.stop(runId) : run.cancel(runId);
    await run.ended();
    return true;
  }

  /** @returns whether no transfer is running now */
  private async endTransfers(how: 'ask' | 'keep'): Promise<boolean> {
    const { transfers } = this.deps;
    if (!transfers.busy) return true;
    if (how === 'ask' && (await this.ask(TRANSFERRING)) === 'stay') return false;
    await transfers.cancelAll();
    return true;
  }

  private async ask({ message, detail, buttons }: Question): Promise<Choice> {
    const window = this.deps.window();
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
