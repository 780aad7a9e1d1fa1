import type { Locator } from '@playwright/test';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';

/** More than any view has places to stop. */
const MOST_STOPS = 80;

/** Presses Tab until an element has the focus, as a user without a pointer does. */
export async function tabTo({ page }: AppWindow, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible();
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(wanted)} is not reached by ${MOST_STOPS} presses of Tab.`);
}
