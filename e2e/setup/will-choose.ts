import type { AppWindow } from './app-window';

/** Replaces the desktop's dialog, which tests cannot operate: returns this path, or the result of a closed dialog. */
export async function willChoose({ app }: AppWindow, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, path);
}
