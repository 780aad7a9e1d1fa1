import type { AppWindow } from './setup/app-window';
import { commandLine } from './setup/command-line';
import { fillLibrary, manyTraces } from './setup/fill-library';
import { test as base, expect } from './setup/fixtures';

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

test('delete moves away at once and Undo brings back; the trash gives back and deletes for good', async ({ ct }) => {
  const { page } = ct;
  await ct.go('Traces');
  await row(ct, 1).click();
  await row(ct, 3).click({ modifiers: ['Shift'] });
  await page.getByRole('complementary').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(shown(ct, TRACES - 3)).toBeVisible();
  const bar = page.getByRole('region', { name: 'Deleted' });
  await expect(bar).toContainText('3 traces moved to the trash, 6.0 MiB.');
  await expect(page.getByRole('button', { name: /^Trash: 3, / })).toBeVisible();
  await bar.getByRole('button', { name: /^Undo/ }).click();
  await expect(shown(ct, TRACES)).toBeVisible();
  await expect(page.getByRole('row', { selected: true })).toHaveCount(3);
  await expect(bar).toHaveCount(0);

  await page.getByRole('grid').focus();
  await page.keyboard.press('Delete');
  await expect(shown(ct, TRACES - 3)).toBeVisible();
  await page.getByRole('button', { name: /^Trash: 3, / }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('listitem')).toHaveCount(3);
  await expect(dialog.getByRole('listitem').first()).toContainText(/Kept until/);
  await dialog.getByRole('button', { name: 'Take back Trace number 2', exact: true }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Delete Trace number 1 for good', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: /^Empty the trash/ }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Empty the trash' }).click();
  await expect(dialog.getByText('The trash is empty.')).toBeVisible();
  expect(await ct.ask('traces:trash', null)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(shown(ct, TRACES - 2)).toBeVisible();
});

test('space is freed by keyboard: the biggest are moved, the trash is emptied', async ({ ct }) => {
  const { page } = ct;
  const { keyboard } = page;
  await ct.go('Traces');
  await expect(shown(ct, TRACES)).toBeVisible();
  await page.getByRole('button', { name: 'Free up space' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/iB of .*iB/)).toBeVisible();
  await expect(dialog.getByText('A recording stops at')).toBeVisible();
  const choices = dialog.getByRole('checkbox', { name: /^Choose Trace number/ });
  const first = choices.first();
  await expect(first).toHaveAccessibleName('Choose Trace number 59');
  await first.press('Space');
  await choices.nth(1).press('Space');
  await expect(dialog.getByText('2 traces, 117.0 MiB')).toBeVisible();
  await dialog.getByRole('button', { name: 'Move to trash' }).press('Enter');
  await expect(dialog.getByText('Nothing is chosen.')).toBeVisible();
  await expect(first).toHaveAccessibleName('Choose Trace number 57');
  const empty = dialog.getByRole('button', { name: /^Empty the trash/ });
  await expect(empty).toHaveText('Empty the trash, 117.0 MiB');
  await empty.press('Enter');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await expect(empty).toBeDisabled();
  expect(await ct.ask('traces:trash', null)).toEqual([]);
  await keyboard.press('Escape');
  await expect(shown(ct, TRACES - 2)).toBeVisible();
});

test('the list follows what the command line does; choice and place stay', async ({ ct, desk, ids }) => {
  const { page } = ct;
  await ct.go('Traces');
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
  await expect(panel.getByRole('textbox', { name: 'Notes' })).toHaveValue('written by the command line');
  await expect(panel.getByRole('button', { name: 'Remove the tag cli' })).toBeVisible();
  expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(64);
  commandLine(desk, 'delete', ids[58] ?? '');
  await expect(page.getByRole('row', { selected: true })).toContainText('Trace number 57');
  await expect(page.getByRole('button', { name: /^Trash: 2, / })).toBeVisible();
});
