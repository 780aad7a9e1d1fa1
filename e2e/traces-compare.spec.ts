import { texts } from '../src/renderer/texts/en';
import type { AppWindow } from './setup/app-window';
import { fillLibrary } from './setup/fill-library';
import { test as base, expect } from './setup/fixtures';

const LONG = 'A name that goes on and on '.repeat(7).trim();
const test = base.extend<{ ids: string[] }>({
  ids: async ({ desk }, use) =>
    use(
      fillLibrary(desk, [
        { title: 'After', events: 300, durationMs: 2000, exitCode: 1, command: ['ls', '-la', '/usr/bin'] },
        { title: LONG, events: 100, durationMs: 1000, command: ['ls', 'x'.repeat(3000)] },
        { title: 'Another', tags: ['keep'] },
      ]),
    ),
  ct: async ({ ids, ct }, use) => {
    expect(ids).toHaveLength(3);
    await use(ct);
  },
});
const dialogOf = ({ page }: AppWindow) => page.getByRole('dialog');

test('two selected traces are compared from the panel, the menu and the palette, by keyboard and in a small window', async ({
  ct,
  ids,
}) => {
  const { page } = ct;
  await ct.go(texts.views.traces);
  const rows = page.getByRole('grid').getByRole('row');
  await rows.nth(1).click();
  await rows.nth(2).click({ modifiers: ['Control'] });
  await page.getByRole('complementary').getByRole('button', { name: texts.compare.item }).click();
  const dialog = dialogOf(ct);
  const table = dialog.getByRole('table');
  // The older trace comes first, whatever was selected first.
  await expect(table.getByRole('columnheader').nth(1)).toContainText(ids[1] ?? '');
  await expect(table.getByRole('row', { name: /^Events ?, differs/ })).toContainText(/100.*300.*\+200.*×3\.00/);
  await expect(table.getByRole('row', { name: /^Engine podman/ })).toContainText(/podman.*podman/);
  const count = await table.getByRole('row').count();
  await dialog.getByRole('checkbox', { name: texts.compare.onlyDifferent }).press('Space');
  await expect(table.getByRole('row', { name: /^Engine podman/ })).toHaveCount(0);
  expect(await table.getByRole('row').count()).toBeLessThan(count);
  await dialog.getByRole('button', { name: texts.compare.copy }).press('Enter');
  const copied = await ct.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('Events\t100\t300\t+200\t×3.00');
  expect(copied).not.toContain('Engine\t');

  await page.setViewportSize({ width: 960, height: 640 });
  const overflow = await dialog.evaluate((box) => box.scrollWidth - box.clientWidth);
  expect(overflow, 'nothing stands outside of the dialog').toBeLessThanOrEqual(0);
  await dialog.getByRole('button', { name: texts.compare.swap }).press('Enter');
  await expect(table.getByRole('columnheader').nth(1)).toContainText('After');
  await dialog.getByRole('button', { name: texts.compare.show('After') }).press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('complementary').getByRole('heading', { name: texts.detail.files })).toBeVisible();
  await expect(page.getByRole('row', { selected: true })).toHaveCount(1);

  await rows.nth(3).click({ modifiers: ['Control'] });
  await rows.nth(3).click({ button: 'right' });
  await page.getByRole('menuitem', { name: texts.compare.item }).click();
  await expect(dialog.getByRole('columnheader').nth(1)).toContainText('Another');
  // The dialog may still be closing while the keys are pressed.
  const closing = await page.locator('.compare').elementHandle();
  await closing?.evaluate((box) => void box.animate([{ opacity: 1 }, { opacity: 1 }], { duration: 60_000 }));
  await page.keyboard.press('Escape');
  await expect(page.locator('.compare')).toHaveAttribute('data-closed', '');
  await page.locator('.compare').getByRole('checkbox').focus();
  await page.keyboard.press('Control+k');
  await closing?.evaluate((box) => box.getAnimations().forEach((animation) => void animation.finish()));
  await expect(page.getByRole('combobox', { name: texts.palette.field })).toBeFocused();
  await page.keyboard.type('compare the two');
  await expect(page.getByRole('option', { name: texts.compare.action })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('table')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('the plan to free space selects traces by age until enough is free, and spares tagged traces', async ({ ct }) => {
  const { page } = ct;
  await ct.go(texts.views.traces);
  await expect(page.getByText(/iB free$/)).toBeVisible();
  await page.getByRole('button', { name: texts.traces.space.button }).press('Enter');
  const dialog = dialogOf(ct);
  await dialog.getByRole('textbox', { name: texts.traces.space.olderLabel }).fill('1');
  await dialog
    .getByRole('button', { name: `${texts.traces.space.select}: ${texts.traces.space.olderLabel}` })
    .press('Enter');
  await expect(dialog.getByText(texts.traces.space.sum(2, '2.0 MiB'))).toBeVisible();
  await expect(dialog.getByText(texts.traces.space.excluded(1))).toBeVisible();
  await dialog.getByRole('checkbox', { name: texts.traces.space.withTagged }).press('Space');
  await dialog.getByRole('textbox', { name: texts.traces.space.untilLabel }).fill('999999');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(texts.traces.space.sum(3, '3.0 MiB'))).toBeVisible();
  await expect(dialog.getByText(texts.traces.space.notEnough('3.0 MiB'))).toBeVisible();
  await dialog.getByRole('textbox', { name: texts.traces.space.untilLabel }).fill('0');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText(texts.traces.space.freeAlready)).toBeVisible();
});
