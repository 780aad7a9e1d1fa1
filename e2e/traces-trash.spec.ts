import { texts } from '../src/renderer/texts/en';
import type { AppWindow } from './setup/app-window';
import { commandLine } from './setup/command-line';
import { fillLibrary, manyTraces } from './setup/fill-library';
import { test as base, expect } from './setup/fixtures';
import { startingWith } from './setup/wording';

const TRACES = 60;
const test = base.extend<{ ids: string[] }>({
  ids: async ({ desk }, use) => use(fillLibrary(desk, manyTraces(TRACES))),
  ct: async ({ ids, ct }, use) => {
    expect(ids).toHaveLength(TRACES);
    await use(ct);
  },
});
const row = ({ page }: AppWindow, n: number) => page.getByRole('row', { name: new RegExp(`Trace number ${n}\\b`) });
const shown = ({ page }: AppWindow, n: number) => page.locator('.view-aside').getByText(String(n), { exact: true });

test('Delete moves a trace at once and Undo restores it; the trash restores and deletes permanently', async ({
  ct,
}) => {
  const { page } = ct;
  await ct.go(texts.views.traces);
  await row(ct, 1).click();
  await row(ct, 3).click({ modifiers: ['Shift'] });
  await page.getByRole('complementary').getByRole('button', { name: texts.detail.remove, exact: true }).click();
  await expect(shown(ct, TRACES - 3)).toBeVisible();
  const bar = page.getByRole('region', { name: texts.traces.undo.label });
  await expect(bar).toContainText(texts.traces.undo.moved(3, '6.0 MiB'));
  await expect(page.getByRole('button', { name: startingWith(texts.traces.trash.button('3', '')) })).toBeVisible();
  await bar.getByRole('button', { name: startingWith(texts.traces.undo.undo) }).click();
  await expect(shown(ct, TRACES)).toBeVisible();
  await expect(page.getByRole('row', { selected: true })).toHaveCount(3);
  await expect(bar).toHaveCount(0);

  await page.getByRole('grid').focus();
  await page.keyboard.press('Delete');
  await expect(shown(ct, TRACES - 3)).toBeVisible();
  await page.getByRole('button', { name: startingWith(texts.traces.trash.button('3', '')) }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem')).toHaveCount(3);
  await expect(dialog.getByRole('listitem').first()).toContainText(texts.traces.trash.until);
  await dialog.getByRole('button', { name: texts.traces.trash.restoreOf('Trace number 2'), exact: true }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await dialog.getByRole('button', { name: texts.traces.trash.purgeOf('Trace number 1'), exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: texts.traces.trash.purge }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: startingWith(texts.traces.trash.purgeAll) }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: texts.traces.trash.purgeAll }).click();
  await expect(dialog.getByText(texts.traces.trash.empty)).toBeVisible();
  expect(await ct.ask('traces:trash', null)).toEqual([]);
  await dialog.getByRole('button', { name: texts.traces.trash.close }).click();
  await expect(shown(ct, TRACES - 2)).toBeVisible();
});

test('space is freed by keyboard: the largest traces are moved, the trash is emptied', async ({ ct }) => {
  const { page } = ct;
  const { keyboard } = page;
  await ct.go(texts.views.traces);
  await expect(shown(ct, TRACES)).toBeVisible();
  await page.getByRole('button', { name: texts.traces.space.button }).press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/iB of .*iB/)).toBeVisible();
  await expect(dialog.getByText(texts.traces.space.floor)).toBeVisible();
  const choices = dialog.getByRole('checkbox', { name: startingWith(texts.traces.space.selectOf('Trace number')) });
  const first = choices.first();
  await expect(first).toHaveAccessibleName(texts.traces.space.selectOf('Trace number 59'));
  await first.press('Space');
  await choices.nth(1).press('Space');
  await expect(dialog.getByText(texts.traces.space.sum(2, '117.0 MiB'))).toBeVisible();
  await dialog.getByRole('button', { name: texts.traces.space.move }).press('Enter');
  await expect(dialog.getByText(texts.traces.space.sum(0, ''))).toBeVisible();
  await expect(first).toHaveAccessibleName(texts.traces.space.selectOf('Trace number 57'));
  const empty = dialog.getByRole('button', { name: startingWith(texts.traces.trash.purgeAll) });
  await expect(empty).toHaveText(texts.traces.space.emptyTrash('117.0 MiB'));
  await empty.press('Enter');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(empty).toBeDisabled();
  expect(await ct.ask('traces:trash', null)).toEqual([]);
  await keyboard.press('Escape');
  await expect(shown(ct, TRACES - 2)).toBeVisible();
});

test('the list follows changes by the command line, and keeps selection and scroll position', async ({
  ct,
  desk,
  ids,
}) => {
  const { page } = ct;
  await ct.go(texts.views.traces);
  await page.getByRole('grid').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('row', { selected: true })).toContainText('Trace number 58');
  const top = () => page.getByRole('grid').evaluate((grid) => grid.scrollTop);
  const before = await top();
  expect(before).toBeGreaterThan(0);
  commandLine(desk, 'delete', ids[59] ?? '');
  await expect(row(ct, 59)).toHaveCount(0);
  await expect(page.getByRole('row', { selected: true })).toContainText('Trace number 58');
  commandLine(desk, 'note', ids[58] ?? '', '--notes', 'written by the command line', '--tag', 'cli');
  const panel = page.getByRole('complementary');
  await expect(panel.getByRole('textbox', { name: texts.detail.notes })).toHaveValue('written by the command line');
  await expect(panel.getByRole('button', { name: texts.detail.removeTag('cli') })).toBeVisible();
  expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(64);
  commandLine(desk, 'delete', ids[58] ?? '');
  await expect(page.getByRole('row', { selected: true })).toContainText('Trace number 57');
  await expect(page.getByRole('button', { name: startingWith(texts.traces.trash.button('2', '')) })).toBeVisible();
});
