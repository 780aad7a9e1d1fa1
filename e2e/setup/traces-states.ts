import { texts } from '../../src/renderer/texts/en';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import type { Visit } from './visit';
import { madeBy, startingWith } from './wording';

/** The library's view of a library that holds nothing. */
export async function emptyLibraryState(ct: AppWindow, visit: Visit): Promise<void> {
  await ct.go(texts.views.traces);
  await expect(ct.page.getByText(texts.traces.empty)).toBeVisible();
  await visit('traces-empty', { main: true });
}

/** The library's view with at least three traces in it: the list, what is chosen, and what opens from there. */
export async function tracesStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  const rows = page.getByRole('grid').getByRole('row');
  await ct.go(texts.views.traces);
  await rows.nth(1).click();
  await expect(page.getByRole('complementary').getByRole('heading', { name: texts.detail.files })).toBeVisible();
  await visit('traces', { main: true });
  for (const section of [texts.detail.output, texts.detail.commands])
    await page
      .getByRole('complementary')
      .getByRole('button', { name: startingWith(section) })
      .click();
  await visit('traces-detail');
  await page.getByRole('grid').press('F2');
  await visit('traces-rename');
  await page.keyboard.press('Escape');
  await rows.nth(3).click({ modifiers: ['Shift'] });
  await visit('traces-several');
  await rows.nth(1).click();
  await rows.nth(2).click({ modifiers: ['Control'] });
  await page.getByRole('complementary').getByRole('button', { name: texts.compare.item }).click();
  await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
  await visit('traces-compare');
  await page.keyboard.press('Escape');
  await rows.nth(3).click({ modifiers: ['Shift'] });
  await rows.nth(2).click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await visit('traces-menu');
  await page.keyboard.press('Escape');
  const ofKernel = page.getByRole('img', { name: texts.traces.ofKernel });
  if ((await ofKernel.count()) > 0) {
    await ofKernel.first().click();
    await expect(page.getByRole('region', { name: texts.detail.recordings })).toBeVisible();
    await visit('traces-kernel', { main: true });
  }
  await page.getByRole('button', { name: texts.traces.columnsMenu }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await visit('traces-columns');
  await page.keyboard.press('Escape');
  await searchStates(ct, visit);
  await deleteStates(ct, visit);
}

async function searchStates({ page }: AppWindow, visit: Visit): Promise<void> {
  const search = page.getByRole('combobox', { name: texts.traces.search });
  await search.click();
  await search.fill('engine:');
  await visit('traces-filter');
  await search.fill('there is no such trace');
  await expect(page.getByText(madeBy(texts.traces.nothingFound))).toBeVisible();
  await visit('traces-nothing-found');
  await search.fill('');
  await search.press('Escape'); // what it offers lies over the table
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
}

async function deleteStates({ page }: AppWindow, visit: Visit): Promise<void> {
  const rows = page.getByRole('grid').getByRole('row');
  await rows.last().click();
  await page.getByRole('grid').focus();
  await page.keyboard.press('Delete');
  const undo = page
    .getByRole('region', { name: texts.traces.undo.label })
    .getByRole('button', { name: startingWith(texts.traces.undo.undo) });
  await expect(undo).toBeVisible();
  await visit('traces-undo');
  await page.getByRole('button', { name: startingWith(texts.traces.trash.none) }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('button', { name: startingWith(texts.traces.trash.restore) }).first()).toBeVisible();
  await visit('traces-trash');
  await dialog.getByRole('button', { name: texts.traces.trash.purgeAll }).click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await visit('traces-purge');
  await page.getByRole('alertdialog').getByRole('button', { name: texts.traces.trash.cancel }).click();
  await dialog.getByRole('button', { name: texts.traces.trash.close, exact: true }).click();
  await undo.click();
  await page.getByRole('button', { name: texts.traces.space.button }).click();
  await dialog.getByRole('checkbox').first().check();
  await visit('traces-space');
  await dialog.getByRole('button', { name: texts.traces.trash.close, exact: true }).click();
}
