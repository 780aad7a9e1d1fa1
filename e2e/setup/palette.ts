import type { Page } from '@playwright/test';
import { texts } from '../../src/renderer/texts/en';
import { expect } from './fixtures';

/** Opens the palette, enters words, and does the action that they highlight. */
export async function choose(page: Page, words: string, option: string | RegExp): Promise<void> {
  const field = page.getByRole('combobox', { name: texts.palette.field });
  await page.keyboard.press('Control+k');
  await expect(field).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.getByRole('option', { name: option })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(field).toBeHidden();
}
