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

test('two chosen traces stand side by side: from the panel, the menu, the palette; by keyboard, on a small window', async ({
  ct,
  ids,
}) => {
  const { page } = ct;
  await ct.go('Traces');
  const rows = page.getByRole('grid').getByRole('row');
  await rows.nth(1).click();
  await rows.nth(2).click({ modifiers: ['Control'] });
  await page.getByRole('complementary').getByRole('button', { name: 'Compare' }).click();
  const dialog = dialogOf(ct);
  const table = dialog.getByRole('table');
  // The older one first, whatever was chosen first.
  await expect(table.getByRole('columnheader').nth(1)).toContainText(ids[1] ?? '');
  await expect(table.getByRole('row', { name: /^Events ?, differs/ })).toContainText(/100.*300.*\+200.*×3\.00/);
  await expect(table.getByRole('row', { name: /^Engine podman/ })).toContainText(/podman.*podman/);
  const count = await table.getByRole('row').count();
  await dialog.getByRole('checkbox', { name: 'Only what differs' }).press('Space');
  await expect(table.getByRole('row', { name: /^Engine podman/ })).toHaveCount(0);
  expect(await table.getByRole('row').count()).toBeLessThan(count);
  await dialog.getByRole('button', { name: 'Copy as text' }).press('Enter');
  const copied = await ct.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(copied).toContain('Events\t100\t300\t+200\t×3.00');
  expect(copied).not.toContain('Engine\t');

  await page.setViewportSize({ width: 960, height: 640 });
  const overflow = await dialog.evaluate((box) => box.scrollWidth - box.clientWidth);
  expect(overflow, 'nothing stands outside of the dialog').toBeLessThanOrEqual(0);
  await dialog.getByRole('button', { name: 'Swap the two' }).press('Enter');
  await expect(table.getByRole('columnheader').nth(1)).toContainText('After');
  await dialog.getByRole('button', { name: 'Show the details of After' }).press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('complementary').getByRole('heading', { name: 'Files' })).toBeVisible();
  await expect(page.getByRole('row', { selected: true })).toHaveCount(1);

  await rows.nth(3).click({ modifiers: ['Control'] });
  await rows.nth(3).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Compare' }).click();
  await expect(dialog.getByRole('columnheader').nth(1)).toContainText('Another');
  // Closing for as long as the keys take: they are pressed in a dialog that is not gone yet.
  const closing = await page.locator('.compare').elementHandle();
  await closing?.evaluate((box) => void box.animate([{ opacity: 1 }, { opacity: 1 }], { duration: 60_000 }));
  await page.keyboard.press('Escape');
  await expect(page.locator('.compare')).toHaveAttribute('data-closed', '');
  await page.locator('.compare').getByRole('checkbox').focus();
  await page.keyboard.press('Control+k');
  await closing?.evaluate((box) => box.getAnimations().forEach((animation) => void animation.finish()));
  await expect(page.getByRole('combobox', { name: 'Search actions and traces' })).toBeFocused();
  await page.keyboard.type('compare the two');
  await expect(page.getByRole('option', { name: 'Compare the two chosen traces' })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('table')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('the plan to free space chooses until enough is free, by age, and spares what is tagged', async ({ ct }) => {
  const { page } = ct;
  await ct.go('Traces');
  await expect(page.getByText(/iB free$/)).toBeVisible();
  await page.getByRole('button', { name: 'Free up space' }).press('Enter');
  const dialog = dialogOf(ct);
  await dialog.getByRole('textbox', { name: 'Age in days' }).fill('1');
  await dialog.getByRole('button', { name: 'Choose: Age in days' }).press('Enter');
  await expect(dialog.getByText('2 traces, 2.0 MiB')).toBeVisible();
  await expect(dialog.getByText('1 trace left out for its tag.')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Also traces with a tag' }).press('Space');
  await dialog.getByRole('textbox', { name: 'GiB that are to be free' }).fill('999999');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('3 traces, 3.0 MiB')).toBeVisible();
  await expect(dialog.getByText(/frees 3\.0 MiB: that is not enough/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'GiB that are to be free' }).fill('0');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('So much is free already.')).toBeVisible();
});
