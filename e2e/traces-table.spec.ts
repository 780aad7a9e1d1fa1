import { texts } from '../src/renderer/texts/en';
import type { AppWindow } from './setup/app-window';
import { fillLibrary, manyTraces, type Planted } from './setup/fill-library';
import { test as base, expect } from './setup/fixtures';
import { madeBy } from './setup/wording';

const MIB = 1024 * 1024;
const LIBRARY: Planted[] = [
  { title: 'Newest', sizeBytes: 3 * MIB, tags: ['night'], durationMs: 500 },
  {
    title: 'Heaviest',
    sizeBytes: 900 * MIB,
    engine: 'docker',
    imageName: 'docker.io/library/postgres:17',
    exitCode: 3,
  },
  { title: 'عنوان طويل 🚀', sizeBytes: 5 * MIB, notes: 'only here: zebra' },
  { title: 'Lightest', sizeBytes: MIB, tags: ['two words'] },
  { title: `Long ${'name '.repeat(36)}`.trim(), sizeBytes: 2 * MIB },
];
const MANY = 10_000;

const test = base.extend<{ library: { traces: readonly Planted[] } }>({
  library: [{ traces: LIBRARY }, { option: true }],
  desk: async ({ desk, library }, use) => {
    fillLibrary(desk, library.traces);
    await use(desk);
  },
});

const rows = ({ page }: AppWindow) => page.locator('[role="grid"] [data-trace]');
const chosen = ({ page }: AppWindow) => page.getByRole('row', { selected: true });
const search = ({ page }: AppWindow) => page.getByRole('combobox', { name: texts.traces.search });
const heading = ({ page }: AppWindow, name: string) => page.getByRole('columnheader', { name });

test('by mouse: sort, columns, filters, several rows, menu', async ({ ct }) => {
  const { page } = ct;
  await ct.go(texts.views.traces);
  await expect(rows(ct)).toHaveCount(LIBRARY.length);
  await expect(rows(ct).first()).toContainText('Newest');
  await page.getByRole('button', { name: texts.traces.columns.sizeBytes, exact: true }).click();
  await expect(heading(ct, texts.traces.columns.sizeBytes)).toHaveAttribute('aria-sort', 'descending');
  await expect(rows(ct).first()).toContainText('Heaviest');
  await page.getByRole('button', { name: texts.traces.columns.sizeBytes, exact: true }).click();
  await expect(rows(ct).first()).toContainText('Lightest');

  await page.getByRole('button', { name: texts.traces.columnsMenu }).click();
  await page.getByRole('menuitemcheckbox', { name: texts.traces.columns.command }).click();
  await page.getByRole('menuitemcheckbox', { name: texts.traces.columns.engine }).click();
  await page.keyboard.press('Escape');
  await expect(heading(ct, texts.traces.columns.command)).toBeVisible();
  await expect(heading(ct, texts.traces.columns.engine)).toHaveCount(0);

  const before = await heading(ct, texts.traces.columns.sizeBytes).boundingBox();
  const edge = heading(ct, texts.traces.columns.sizeBytes).locator('.resizer');
  await edge.hover();
  await page.mouse.down();
  await page.mouse.move((before?.x ?? 0) + (before?.width ?? 0) + 30, (before?.y ?? 0) + 16, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(async () => (await heading(ct, texts.traces.columns.sizeBytes).boundingBox())?.width)
    .toBeGreaterThan((before?.width ?? 0) + 20);

  await page.reload();
  await expect(rows(ct).first(), 'the order is kept').toContainText('Lightest');
  await expect(heading(ct, texts.traces.columns.command), 'the columns are kept').toBeVisible();
  await expect
    .poll(async () => (await heading(ct, texts.traces.columns.sizeBytes).boundingBox())?.width)
    .toBeGreaterThan((before?.width ?? 0) + 20);

  await search(ct).fill('engine:docker image:postgres exit:3 size:>100M');
  await expect(rows(ct)).toHaveCount(1);
  await search(ct).fill('zebra');
  await expect(rows(ct)).toHaveCount(1);
  await search(ct).fill('there is no such trace');
  await expect(page.getByText(madeBy(texts.traces.nothingFound))).toBeVisible();
  await page.getByRole('button', { name: texts.traces.clearSearch }).click();
  await expect(search(ct)).toBeFocused();
  await page.getByRole('option', { name: /^tag:/ }).click();
  await page.getByRole('option', { name: 'tag:"two words"' }).click();
  await expect(rows(ct)).toHaveCount(1);
  await expect(rows(ct)).toContainText('Lightest');
  await search(ct).fill('');
  await search(ct).press('Escape');

  await rows(ct).nth(0).click();
  await expect(chosen(ct)).toHaveCount(1);
  await rows(ct)
    .nth(2)
    .click({ modifiers: ['Shift'] });
  await expect(chosen(ct)).toHaveCount(3);
  await rows(ct)
    .nth(1)
    .click({ modifiers: ['Control'] });
  await expect(chosen(ct)).toHaveCount(2);
  await expect(page.getByRole('complementary')).toContainText(texts.detail.several(2));
  const id = await rows(ct).nth(4).getAttribute('data-trace');
  await rows(ct).nth(4).click({ button: 'right' });
  await page.getByRole('menuitem', { name: texts.traces.menu.copyId }).click();
  await expect.poll(() => ct.app.evaluate(({ clipboard }) => clipboard.readText())).toBe(id);
  await expect(chosen(ct)).toHaveCount(1);
  await expect(chosen(ct)).toHaveAttribute('data-trace', id ?? '');
});

test('by keyboard alone: filter, move, select several, name, sort, size, delete and undo', async ({ ct }) => {
  const { page } = ct;
  const { keyboard } = page;
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await keyboard.press(key);
  };
  await press('Control+2', 'Control+f');
  await expect(search(ct)).toBeFocused();
  await expect(page.getByRole('option')).not.toHaveCount(0);
  await press('ArrowDown', 'Enter');
  await expect(search(ct)).toHaveValue('engine:');
  await press('ArrowDown', 'Enter');
  await expect(search(ct)).toHaveValue('engine:docker ');
  await expect(rows(ct)).toHaveCount(1);
  await press('Escape');
  await expect(search(ct)).toHaveValue('');
  await expect(rows(ct)).toHaveCount(LIBRARY.length);
  await press('Enter');
  await expect(page.getByRole('grid')).toBeFocused();

  await press('ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await expect(chosen(ct)).toHaveCount(3);
  await press('Control+a');
  await expect(chosen(ct)).toHaveCount(LIBRARY.length);
  await press('Escape');
  await expect(chosen(ct)).toHaveCount(0);
  await press('End');
  await expect(chosen(ct)).toContainText('Long name');
  await press('Home', 'ArrowDown');
  await expect(chosen(ct)).toContainText('Heaviest');

  await press('F2');
  await expect(page.getByRole('textbox', { name: texts.detail.name })).toBeFocused();
  await keyboard.type('Renamed by hand');
  await press('Enter');
  await expect(chosen(ct)).toContainText('Renamed by hand');
  await expect(page.getByRole('grid')).toBeFocused();

  await press('Shift+F10');
  await expect(page.getByRole('menu')).toBeVisible();
  await press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.getByRole('grid')).toBeFocused();

  await press('Tab');
  await expect(page.getByRole('button', { name: texts.traces.columns.title, exact: true })).toBeFocused();
  await press('Enter');
  await expect(heading(ct, texts.traces.columns.title)).toHaveAttribute('aria-sort', 'ascending');
  await press('ArrowRight');
  await expect(page.getByRole('button', { name: texts.traces.columns.createdAt, exact: true })).toBeFocused();
  const before = (await heading(ct, texts.traces.columns.createdAt).boundingBox())?.width ?? 0;
  await press('Alt+ArrowRight');
  await expect
    .poll(async () => (await heading(ct, texts.traces.columns.createdAt).boundingBox())?.width)
    .toBe(before + 16);

  await press('Shift+Tab', 'Delete');
  await expect(rows(ct)).toHaveCount(LIBRARY.length - 1);
  await expect(page.getByRole('region', { name: texts.traces.undo.label })).toContainText(
    texts.traces.undo.moved(1, '900.0 MiB'),
  );
  await expect(chosen(ct), 'the next one is chosen').toHaveCount(1);
  await press('Control+z');
  await expect(rows(ct)).toHaveCount(LIBRARY.length);
  await expect(chosen(ct)).toContainText('Renamed by hand');

  // Undo waits for traces that are still being moved to the trash.
  await press('Shift+ArrowUp', 'Delete', 'Control+z');
  await expect(page.getByRole('status').filter({ hasText: texts.traces.undo.restored(2) })).toHaveCount(1);
  await expect(rows(ct)).toHaveCount(LIBRARY.length);
});

test('a wrong filter is reported at its field, and the other filters still apply', async ({ ct }) => {
  await ct.go(texts.views.traces);
  await search(ct).fill('after:soon engine:docker');
  const said = ct.page.locator('#trace-search-wrong');
  await expect(said).toHaveText(`after: takes ${texts.traces.filterValues.after}.`);
  await expect(search(ct)).toHaveAccessibleDescription(/takes a date/);
  await expect(search(ct)).toHaveAttribute('aria-invalid', 'true');
  await expect(rows(ct)).toHaveCount(1);
  await search(ct).fill('after:2026-03-01 engine:docker');
  await expect(said).toHaveCount(0);
});

test.describe('ten thousand traces', () => {
  test.use({ library: { traces: manyTraces(MANY) } });

  test('are scrolled, searched and sorted with at most 60 rows in the page', async ({ ct }) => {
    const { page } = ct;
    const few = async (): Promise<void> => expect(await rows(ct).count()).toBeLessThanOrEqual(60);
    await ct.go(texts.views.traces);
    await expect(page.getByText('10,000', { exact: true })).toBeVisible();
    await few();
    await page.getByRole('grid').focus();
    await page.keyboard.press('End');
    await expect(chosen(ct)).toContainText('Trace number 9999');
    await expect(chosen(ct)).toBeInViewport();
    await few();
    await page.getByRole('grid').hover();
    await page.mouse.wheel(0, -50_000);
    await expect(chosen(ct)).toHaveCount(0);
    await few();
    await search(ct).fill('"number 77" tag:tenth engine:docker');
    await expect(page.getByText(texts.traces.shown('3', '10,000'))).toBeVisible();
    await search(ct).fill('');
    await search(ct).press('Escape');
    await page.getByRole('button', { name: texts.traces.columns.sizeBytes, exact: true }).click();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Control+a');
    await expect(page.getByRole('complementary')).toContainText(texts.detail.several(10_000));
    await few();
  });
});
