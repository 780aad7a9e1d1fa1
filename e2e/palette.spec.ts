import type { Locator } from '@playwright/test';
import { texts } from '../src/renderer/texts/en';
import { demoRun } from '../src/shared/request/demo-run';
import type { AppWindow } from './setup/app-window';
import { expect, test } from './setup/fixtures';
import { choose } from './setup/palette';

const field = ({ page }: AppWindow) => page.getByRole('combobox', { name: texts.palette.field });

test('every action is found by its name and done with Enter', async ({ ct }) => {
  const { page } = ct;
  await page.emulateMedia({ colorScheme: null });
  // Includes the engines' actions: "Build the Demo imAge foR docKer" must not match "dark".
  await expect.poll(() => ct.ask('doctor:run', null).then((found) => found.engines.length)).toBeGreaterThan(0);
  await choose(page, 'go settings', texts.palette.goTo(texts.views.settings));
  await expect(page.getByRole('heading', { name: texts.views.settings, level: 1 })).toBeFocused();
  await choose(page, 'dark', texts.palette.theme.dark);
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  await expect(page.getByRole('radio', { name: texts.settings.window.themes.dark })).toBeChecked();
  await choose(page, 'undo setting', texts.settings.undoAction);
  await expect(page.getByRole('radio', { name: texts.settings.window.themes.system })).toBeChecked();
  for (const name of ['Record with Docker', 'Build the demo image for Podman', 'Free up space', 'Copy the report'])
    await test.step(name, async () => {
      await expect(async () => {
        await page.keyboard.press('Control+k');
        await field(ct).fill(name);
        await expect(page.getByRole('option', { name }).first()).toBeVisible({ timeout: 2_000 });
      }).toPass({ timeout: 60_000 });
      await page.keyboard.press('Escape');
      await expect(field(ct)).toBeHidden();
    });
});

test('impossible actions are not listed, and the keys of the view behind do nothing', async ({ ct }) => {
  const { page } = ct;
  await ct.go(texts.views.doctor);
  await page.keyboard.press('Control+k');
  await field(ct).fill('stop and keep');
  await expect(page.getByText(texts.palette.nothing('stop and keep'))).toBeVisible();
  await page.keyboard.press('Control+2');
  await expect(page.getByRole('heading', { name: texts.views.doctor, level: 1, includeHidden: true })).toBeAttached();
  await expect(field(ct)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field(ct)).toBeHidden();
  await page.getByRole('button', { name: texts.palette.field }).click();
  await expect(field(ct)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: texts.palette.field })).toBeFocused();
});

test('the arrow keys wrap around the list, Home and End move to its ends, and the pointer highlights', async ({
  ct,
}) => {
  const { page } = ct;
  await page.keyboard.press('Control+k');
  await field(ct).fill('go');
  const options = page.getByRole('option');
  const selected = (option: Locator) => expect(option).toHaveAttribute('aria-selected', 'true');
  await selected(options.first());
  expect(await options.count()).toBeGreaterThan(2);
  for (const [key, option] of [
    ['ArrowUp', options.last()],
    ['ArrowDown', options.first()],
    ['ArrowDown', options.nth(1)],
    ['End', options.last()],
    ['Home', options.first()],
  ] as const) {
    await page.keyboard.press(key);
    await selected(option);
  }
  await options.nth(2).hover();
  await selected(options.nth(2));
  await expect(page.getByRole('option', { selected: true })).toHaveCount(1);
  await options.nth(1).dispatchEvent('mousedown');
  await expect(field(ct)).toBeFocused();
  await field(ct).fill('go t');
  await selected(options.first());
  await page.keyboard.press('Escape');
});

test('a trace is opened by its title', async ({ ct }) => {
  const { page } = ct;
  const { runId } = await ct.ask('run:record', {
    config: { ...demoRun('podman'), title: 'Needle in the hay', command: ['ls', '/'] },
  });
  await expect
    .poll(async () => (await ct.ask('traces:list', null)).find((row) => row.id === runId)?.state, { timeout: 60_000 })
    .toBe('ready');
  await ct.go(texts.views.settings);
  await choose(page, 'needle hay', /Needle in the hay/);
  await expect(page.getByRole('heading', { name: texts.views.traces, level: 1 })).toBeVisible();
  await expect(page.getByRole('row', { selected: true })).toContainText('Needle in the hay');
});

test('no key of a menu reloads the page or closes the window', async ({ ct }) => {
  const keys = await ct.app.evaluate(({ Menu }) => {
    type Item = NonNullable<ReturnType<typeof Menu.getApplicationMenu>>['items'][number];
    const below = (items: readonly Item[]): Item[] =>
      items.flatMap((item) => [item, ...below(item.submenu?.items ?? [])]);
    return below(Menu.getApplicationMenu()?.items ?? []).map(
      ({ role, accelerator }) => `${role ?? ''} ${accelerator ?? ''}`,
    );
  });
  expect(keys.length).toBeGreaterThan(3);
  expect(keys.filter((key) => /reload|close|Ctrl\+R|Control\+[RW]$/i.test(key))).toEqual([]);
});
