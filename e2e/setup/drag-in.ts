import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';

const saidSchema = z.object({
  ready: z.boolean().optional(),
  begun: z.boolean().optional(),
  sent: z.boolean().optional(),
});
const xdotool = (...words: (string | number)[]): void => void execFileSync('xdotool', words.map(String));

/** Right of the app's window, on a display of 1920 pixels. */
const PLACE = { left: 1500, top: 700, width: 300, height: 200 };

/**
 * Drags files out of another program's window and drops them in the middle of the app's, like a user of a file manager.
 * @param whileOver called with the drag over the window, before the drop
 */
export async function dropIn(
  ct: AppWindow,
  paths: readonly string[],
  whileOver = async (): Promise<void> => undefined,
) {
  const { left, top, width, height } = PLACE;
  const words = [left, top, width, height].map(String).concat(paths.map((path) => pathToFileURL(path).href));
  const child: ChildProcess = spawn('/usr/bin/python3', [join(import.meta.dirname, 'gtk-drag-source.py'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' },
  });
  if (!child.stdout) throw new Error('The drag source has no output.');
  const said: z.infer<typeof saidSchema>[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => said.push(saidSchema.parse(JSON.parse(line))));
  const hears = (what: keyof z.infer<typeof saidSchema>) => () => said.some((one) => one[what]);
  try {
    await expect.poll(hears('ready'), { message: 'the drag source is shown', timeout: 20_000 }).toBe(true);
    const from = { x: left + width / 2, y: top + height / 2 };
    xdotool('mousemove', from.x, from.y, 'mousedown', 1);
    let n = 0;
    const pull = () => {
      n += 1;
      xdotool('mousemove', from.x - n * 4, from.y - n * 2);
      return hears('begun')();
    };
    await expect.poll(pull, { message: 'the drag begins', intervals: [40] }).toBe(true);
    const bounds = await ct.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getContentBounds());
    if (!bounds) throw new Error('There is no window.');
    const to = { x: Math.round(bounds.x + bounds.width / 2), y: Math.round(bounds.y + bounds.height / 2) };
    const overlay = ct.page.locator('.drop-overlay');
    const carry = async () => {
      n += 1;
      xdotool('mousemove', to.x + (n % 7), to.y + (n % 5));
      return overlay.isVisible();
    };
    await expect.poll(carry, { message: 'the window feels the drag', intervals: [40], timeout: 20_000 }).toBe(true);
    await whileOver();
    // Chromium answers each move with the result of the previous one.
    for (let more = 0; more < 6; more += 1) await carry();
    xdotool('mouseup', 1);
    await expect.poll(hears('sent'), { message: 'the files are asked for', timeout: 20_000 }).toBe(true);
    await expect(overlay).toBeHidden();
  } finally {
    xdotool('mouseup', 1);
    child.kill('SIGTERM');
  }
}
