import { exitCodeOf, toAppError } from '@shared/model/app-error';
import { app, dialog } from 'electron';

/**
 * Reports why the app cannot start, then exits with the command line's exit status for that error. Prints the error on stderr at
 * once, since without a display Electron exits before it is ready, and shows it in a dialog for users who started it from a menu.
 * SIGTERM, SIGINT and SIGHUP exit with the same status while the dialog is open.
 */
export async function failToStart(thrown: unknown): Promise<void> {
  const error = toAppError(thrown);
  const status = exitCodeOf(error.code);
  // A second start then reports the error, too, instead of yielding to an app without a window.
  app.releaseSingleInstanceLock();
  const lines = [error.message, error.detail, error.hint].filter((line) => line !== undefined);
  console.error(['Containers Trace cannot start.', ...lines].join('\n'));
  let over = false;
  // GTK delivers the dialog's answer while Node's event loop sleeps. app.exit() called there has no effect until something
  // wakes the loop (measured: the app hung until a signal arrived), so a running timer calls it.
  setInterval(() => over && app.exit(status), 100);
  try {
    await app.whenReady();
    // Before ready Electron installs its own handlers, and the handlers installed last take effect.
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, () => app.exit(status));
    // showErrorBox would block the event loop, so that no signal is handled.
    await dialog.showMessageBox({
      type: 'error',
      title: 'Containers Trace',
      message: 'Containers Trace cannot start',
      detail: lines.join('\n\n'),
      buttons: ['Quit'],
      noLink: true,
    });
  } finally {
    over = true;
  }
}
