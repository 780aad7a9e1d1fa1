import type { AppWindow } from './app-window';

/** Answers the native question with the button of that number. */
export const answerWith = ({ app }: AppWindow, response: number): Promise<void> =>
  app.evaluate(({ dialog }, button) => {
    Reflect.set(dialog, 'showMessageBox', async () => ({ response: button, checkboxChecked: false }));
  }, response);

export const closeWindow = ({ app }: AppWindow): Promise<void> =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

export const ended = ({ main }: AppWindow): Promise<void> =>
  new Promise((resolve) => main.once('exit', () => resolve()));
