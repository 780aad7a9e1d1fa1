import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { texts } from '../src/renderer/texts/en';
import { expect, test } from './setup/fixtures';
import { recordDemoByKeyboard } from './setup/recording';

test('the demo is recorded, found, renamed and deleted by keyboard alone', async ({ ct }) => {
  const { page } = ct;
  const { keyboard } = page;
  await recordDemoByKeyboard(ct);

  await keyboard.press('Control+2');
  await keyboard.press('Control+f');
  await keyboard.type('ls demo');
  await expect(page.getByRole('row', { name: /Demo/ })).toBeVisible();
  for (let presses = 0; presses < 12; presses += 1) {
    if (await page.getByRole('grid').evaluate((grid) => grid === document.activeElement)) break;
    await keyboard.press('Tab');
  }
  await expect(page.getByRole('grid')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('row', { selected: true })).toContainText('Demo');
  await keyboard.press('F2');
  await keyboard.type('My first demo');
  await keyboard.press('Enter');
  await expect(page.getByRole('row', { selected: true })).toContainText('My first demo');
  await expect(page.getByRole('grid')).toBeFocused();
  await keyboard.press('Delete');
  await expect(page.getByText(texts.traces.empty)).toBeVisible();
  await expect(page.getByRole('region', { name: texts.traces.undo.label })).toBeVisible();
  await keyboard.press('Control+z');
  await expect(page.getByRole('row', { selected: true })).toContainText('My first demo');
});

test('views, search, settings and the sheet of keys by keyboard alone', async ({ ct, desk }) => {
  const { page } = ct;
  const { keyboard } = page;
  for (const [key, name] of ['Traces', 'Trace', 'Doctor', 'Settings', 'Record'].map((view, index) => [
    ((index + 1) % 5) + 1,
    view,
  ])) {
    await keyboard.press(`Control+${key}`);
    await expect(page.getByRole('heading', { name: String(name), level: 1 })).toBeFocused();
  }
  await keyboard.press('Control+f');
  await expect(page.getByRole('combobox', { name: texts.traces.search })).toBeFocused();
  await keyboard.press('F1');
  const sheet = page.getByRole('dialog', { name: texts.palette.keysTitle });
  for (const key of [
    'Ctrl+K',
    'Ctrl+N',
    'Ctrl+Enter',
    'Ctrl+.',
    'Ctrl+1',
    'Ctrl+5',
    'F2',
    'Del',
    'Ctrl+Z',
    'Ctrl+F',
    'F1',
  ])
    await expect(sheet.getByText(key, { exact: true }).first()).toBeVisible();
  await keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(page.getByRole('combobox', { name: texts.traces.search })).toBeFocused();

  await keyboard.press('Control+5');
  const days = page.getByLabel(texts.settings.trash.days);
  await tabTo(page, days);
  await keyboard.press('Control+a');
  await keyboard.type('30');
  await keyboard.press('Enter');
  const kept = () => JSON.parse(readFileSync(join(desk.configDir, 'settings.json'), 'utf8'));
  await expect.poll(() => existsSync(join(desk.configDir, 'settings.json')) && kept()).toMatchObject({ trashDays: 30 });
  // In the field Ctrl+Z undoes typing. Elsewhere it undoes the change of the setting.
  await keyboard.type('1');
  await keyboard.press('Control+z');
  expect(kept()).toMatchObject({ trashDays: 30 });
  await keyboard.press('Escape');
  await tabTo(page, page.getByRole('radio', { name: texts.settings.window.themes.system }));
  await keyboard.press('Control+z');
  await expect.poll(kept).toMatchObject({ trashDays: 7 });
  await tabTo(page, page.getByRole('radio', { name: texts.settings.window.themes.system }));
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: texts.settings.window.themes.light })).toBeChecked();
  await expect.poll(kept).toMatchObject({ theme: 'light' });
});

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(wanted).toBeFocused();
}

test('focus is visible at every Tab stop, first on the rail, then in the view from its heading on', async ({ ct }) => {
  const { page } = ct;
  for (const [key, view] of [
    [2, 'Traces'],
    [3, 'Trace'],
    [4, 'Doctor'],
    [5, 'Settings'],
    [1, 'Record'],
  ] as const) {
    // By key, because after a click the browser shows no focus until the next key.
    await page.keyboard.press(`Control+${key}`);
    await expect(page.getByRole('heading', { name: view, level: 1 })).toBeFocused();
    await page.evaluate(() => document.querySelector<HTMLElement>('.rail-view')?.focus());
    const names: string[] = [await focused(page)];
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const name = await focused(page);
      if (name === '') break;
      names.push(name);
    }
    expect(names.slice(0, 5), view).toEqual(['Record', 'Traces', 'Trace', 'Doctor', 'Settings']);
    expect(names, view).toContain('Search actions and traces');
    expect(names.length, view).toBeGreaterThan(7);
  }
});

/** The name of the focused element, whose focus must be visible; empty when Tab has left the page. */
async function focused(page: Page): Promise<string> {
  const found = await page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return null;
    // The box around a field may draw its focus ring.
    const ringed = [element, element.closest('.search')].find(
      (one) => one && getComputedStyle(one).outlineStyle === 'solid',
    );
    const { outlineStyle, outlineWidth } = getComputedStyle(ringed ?? element);
    const { width, height } = element.getBoundingClientRect();
    return {
      name: element.getAttribute('aria-label') ?? (element.innerText.split('\n')[0] || element.tagName),
      outline: `${outlineStyle} ${outlineWidth}`,
      // A focus guard of a dialog, or a native checkbox that draws its own ring.
      small: width <= 2 && height <= 2,
    };
  });
  if (!found) return '';
  if (!found.small) expect(found.outline, found.name).toBe('solid 2px');
  return found.name;
}
