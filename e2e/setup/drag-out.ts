import { execFileSync } from 'node:child_process';
import type { Locator } from '@playwright/test';
import type { AppWindow } from './app-window';
import type { DropTarget } from './drop-target';
import { expect } from './fixtures';

const xdotool = (...words: (string | number)[]): void => void execFileSync('xdotool', words.map(String));

interface Point {
  x: number;
  y: number;
}

async function onScreen({ app }: AppWindow, what: Locator): Promise<Point> {
  const box = await what.boundingBox();
  if (!box) throw new Error('What is to be dragged is not to be seen.');
  const bounds = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getContentBounds());
  if (!bounds) throw new Error('There is no window.');
  return { x: Math.round(bounds.x + box.x + box.width / 2), y: Math.round(bounds.y + box.y + box.height / 2) };
}

/** Presses the mouse on the element and moves far enough to start a drag. */
export async function pickUp(ct: AppWindow, what: Locator): Promise<void> {
  const { x, y } = await onScreen(ct, what);
  xdotool('mousemove', x, y);
  await expect(what, 'the pointer is on it').toBeVisible();
  xdotool('mousedown', 1);
  for (let n = 1; n <= 6; n += 1) xdotool('mousemove', x + n * 4, y + n * 2);
}

export const letGo = (): void => xdotool('mouseup', 1);

/** Carries what was picked up onto the target, until it feels it, and lets go. Chromium answers each move with the one before it. */
export async function dropOn(target: DropTarget): Promise<string[]> {
  const before = target.moves();
  const drops = target.drops().length;
  let n = 0;
  await expect
    .poll(
      () => {
        n += 1;
        xdotool('mousemove', target.x + (n % 7), target.y + (n % 5));
        return target.moves() - before;
      },
      { message: 'the target feels the drag', timeout: 20_000, intervals: [40] },
    )
    .toBeGreaterThan(4);
  letGo();
  await expect
    .poll(() => target.drops().length, { message: 'the target gets the files', timeout: 20_000 })
    .toBe(drops + 1);
  return target.drops().at(-1) ?? [];
}
