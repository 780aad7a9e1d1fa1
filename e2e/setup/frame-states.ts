import { rmSync } from 'node:fs';
import { texts } from '../../src/renderer/texts/en';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import type { Visit } from './visit';
import { madeBy } from './wording';

const LOOKED = { timeout: 60_000 };

/** Settings with a wrong value, the palette and the sheet of keys. */
export async function frameStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  await ct.go(texts.views.settings);
  await expect(page.getByLabel(texts.settings.defaults.maxDuration)).toBeVisible();
  await visit('settings', { main: true });
  await page.getByLabel(texts.settings.defaults.maxDuration).fill('soon');
  await expect(page.getByText('a time limit is a number of seconds')).toBeVisible();
  await visit('settings-wrong');
  await page.keyboard.press('Escape');
  await page.getByLabel(texts.settings.defaults.engine).click();
  await expect(page.getByRole('listbox')).toBeVisible();
  await visit('settings-choice');
  await page.keyboard.press('Escape');
  await page.getByRole('group', { name: texts.settings.region }).evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await visit('settings-end');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('option').first()).toBeVisible();
  await visit('palette', { main: true });
  await page.keyboard.type('there is no such action');
  await visit('palette-nothing');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog').getByRole('heading', { name: texts.palette.keysTitle })).toBeVisible();
  await visit('keys', { main: true });
  await page.keyboard.press('Escape');
}

/** The doctor: a good machine, an opened check, and at the end a library that is gone, with its remedy. */
export async function doctorStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page, desk } = ct;
  await ct.go(texts.views.doctor);
  await expect(page.getByText(madeBy(texts.doctor.checkedAt)).last()).toBeVisible(LOOKED);
  await visit('doctor', { main: true });
  rmSync(desk.libraryDir, { recursive: true });
  await page.keyboard.press('F5');
  await expect(page.getByText(`${desk.libraryDir} does not exist`)).toBeVisible(LOOKED);
  await page.getByRole('button', { name: /Library/ }).click();
  await page.getByRole('button', { name: /Kernel recording/ }).click();
  await visit('doctor-attention', { main: true });
  await page.getByRole('button', { name: texts.doctor.run }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toBeVisible();
  await visit('doctor-question');
  await dialog.getByRole('button', { name: texts.doctor.remedyDialog.confirm }).click();
  await expect(page.getByText(texts.doctor.remedyDialog.done).first()).toBeVisible();
  await page.getByRole('button', { name: texts.doctor.remedyDialog.close, exact: true }).click();
}
