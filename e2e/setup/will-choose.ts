import type { AppWindow } from './app-window';

/** The desktop's own dialog cannot be driven: it answers with this path, or as one that was closed. */
export async function willChoose({ app }: AppWindow, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
  }, path);
}
