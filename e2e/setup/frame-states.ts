import { rmSync } from 'node:fs';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import type { Visit } from './visit';

const LOOKED = { timeout: 60_000 };

/** Settings with a wrong value, the palette and the sheet of keys. */
export async function frameStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  await ct.go('Settings');
  await expect(page.getByLabel('Stop after')).toBeVisible();
  await visit('settings', { main: true });
  await page.getByLabel('Stop after').fill('soon');
  await expect(page.getByText('a time limit is a number of seconds')).toBeVisible();
  await visit('settings-wrong');
  await page.keyboard.press('Escape');
  await page.getByLabel('Container engine').click();
  await expect(page.getByRole('listbox')).toBeVisible();
  await visit('settings-choice');
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: 'All settings' }).evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await visit('settings-end');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toBeVisible();
  await visit('palette', { main: true });
  await page.keyboard.type('there is no such action');
  await visit('palette-nothing');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog').getByRole('heading', { name: 'Keys' })).toBeVisible();
  await visit('keys', { main: true });
  await page.keyboard.press('Escape');
}

/** The doctor: a good machine, an opened check, and at the end a library that is gone, with its remedy. */
export async function doctorStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page, desk } = ct;
  await ct.go('Doctor');
  await expect(page.getByText(/^Looked at [\d:]+/).last()).toBeVisible(LOOKED);
  await visit('doctor', { main: true });
  rmSync(desk.libraryDir, { recursive: true });
  await page.keyboard.press('F5');
  await expect(page.getByText(/traces is not there/)).toBeVisible(LOOKED);
  await page.getByRole('button', { name: /Library/ }).click();
  await page.getByRole('button', { name: /Kernel recording/ }).click();
  await visit('doctor-attention', { main: true });
  await page.getByRole('button', { name: 'Run it' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toBeVisible();
  await visit('doctor-question');
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await expect(page.getByText(/ended with status 0/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
}
