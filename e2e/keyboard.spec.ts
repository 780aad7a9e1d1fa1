import { expect, test } from './setup/fixtures';
import { endsAs } from './setup/recording';

test('the demo is recorded, found, renamed and deleted by keyboard alone', async ({ ct }) => {
  const { page } = ct;
  const { keyboard } = page;
  await keyboard.press('Control+1');
  await expect(page.getByRole('button', { name: /^Record the demo/ })).toBeEnabled({ timeout: 60_000 });
  await keyboard.press('Control+Enter');
  await endsAs(ct, 'Recorded', 120_000);

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
  await expect(page.getByText('No trace yet.')).toBeVisible();
  await keyboard.press('Control+z');
  await expect(page.getByRole('row', { selected: true })).toContainText('My first demo');
});

test('focus is visible wherever Tab goes, and reaches everything in the order of the eye', async ({ ct }) => {
  const { page } = ct;
  await expect(page.getByRole('tab', { name: 'Steps' })).toBeVisible({ timeout: 60_000 });
  const names: string[] = [];
  for (let presses = 0; presses < 16; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return {
        name: element.getAttribute('aria-label') ?? element.innerText,
        outline: `${outlineStyle} ${outlineWidth}`,
      };
    });
    if (!focused) break;
    expect(focused.outline, focused.name).toBe('solid 2px');
    names.push(focused.name.split('\n')[0] ?? '');
  }
  expect(names.slice(0, 3)).toEqual(['Record', 'Traces', 'Doctor']);
  expect(names.indexOf('Steps')).toBeGreaterThan(3);
  expect(names.findIndex((name) => name.startsWith('Record the demo'))).toBeGreaterThan(names.indexOf('Steps'));
});
