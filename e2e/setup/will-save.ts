import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AppWindow } from './app-window';
import { own } from './own';

/** Replaces the desktop's dialog, which tests cannot operate: files are saved in a new folder under their proposed names. @returns its path */
export async function willSaveIn({ app, desk }: AppWindow, name: string): Promise<string> {
  const folder = join(desk.configDir, '..', name);
  mkdirSync(folder);
  own(folder);
  await app.evaluate(({ dialog }, to) => {
    dialog.showSaveDialog = async (...given: unknown[]) => {
      const { defaultPath = '' } = given.at(-1) as { defaultPath?: string };
      return { canceled: false, filePath: `${to}/${defaultPath.split('/').at(-1)}` };
    };
  }, folder);
  return folder;
}
