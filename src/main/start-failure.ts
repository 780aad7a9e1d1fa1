import { exitCodeOf, toAppError } from '@shared/model/app-error';
import { app, dialog } from 'electron';

/**
 * Tells why the app cannot start, then ends it with the command line's exit status for that error: on stderr at once,
 * since without a display Electron ends before it is ready, and in a dialog for whoever started it from a menu.
 * SIGTERM, SIGINT and SIGHUP end it with the same status while the dialog stands.
 */
export async function failToStart(thrown: unknown): Promise<void> {
  const error = toAppError(thrown);
  const status = exitCodeOf(error.code);
  // A second start is told why as well, instead of yielding to an app that has no window.
  app.releaseSingleInstanceLock();
  const lines = [error.message, error.detail, error.hint].filter((line) => line !== undefined);
  console.error(['Containers Trace cannot start.', ...lines].join('\n'));
  let over = false;
  // The answer comes from GTK while Node's loop sleeps: an exit from there takes no effect until something wakes it
  // (measured: it hung until a signal came), so a timer that runs already does it.
  setInterval(() => over && app.exit(status), 100);
  try {
    await app.whenReady();
    // Only now: on the way to ready Electron installs handlers of its own, and the later ones win.
    for (const signal of ['SIGTERM', 'SIGHUP', 'SIGINT'] as const) process.on(signal, () => app.exit(status));
    // Not showErrorBox: it blocks the event loop, so that no signal would get through.
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
