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

/** Presses the mouse on the element, carries it onto the target, and lets go. @returns the dropped paths */
export async function dragOnto(ct: AppWindow, what: Locator, target: DropTarget): Promise<string[]> {
  const drops = target.drops().length;
  // On a busy machine Chromium can see the press and the first moves too late to begin a drag.
  await expect(async () => {
    await pickUp(ct, what);
    try {
      await carryTo(target);
    } finally {
      letGo();
    }
  }).toPass();
  await expect
    .poll(() => target.drops().length, { message: 'the target gets the files', timeout: 20_000 })
    .toBe(drops + 1);
  return target.drops().at(-1) ?? [];
}

/** Moves until the target feels what is carried. Chromium answers each move with the one before it. */
async function carryTo(target: DropTarget): Promise<void> {
  const before = target.moves();
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
}
