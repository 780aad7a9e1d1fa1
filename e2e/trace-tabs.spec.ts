import type { Page } from '@playwright/test';
import { texts } from '../src/renderer/texts/en';
import { test as base, expect } from './setup/fixtures';
import { plantSample } from './setup/sample-trace';

const ID = '20260304-120000-000000';
const TITLE = 'Kernel and userspace';
/** Of the sample: 130 177 events of the kernel and 97 of userspace. */
const EVENTS = 130_274;
const { insights, events, search, empty, compare } = texts.traceTabs;
const { tabs } = texts.traceFrame;

/** The window with the sample trace open, after its rules were checked. */
const test = base.extend<{ page: Page }>({
  page: async ({ desk, ct }, use) => {
    plantSample(desk, ID, TITLE);
    const { page } = ct;
    await ct.go(texts.views.traces);
    await page.getByRole('row', { name: TITLE }).dblclick();
    await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
    await expect(page.getByRole('complementary', { name: insights.aside })).toBeVisible();
    await use(page);
  },
});

const openTab = (page: Page, tab: keyof typeof tabs) =>
  page.getByRole('tab', { name: new RegExp(`^${String(tabs[tab])}`) }).click();

test('the tab Insights says where the time of the threads went, and which rules found nothing', async ({ page }) => {
  await openTab(page, 'insights');
  const aside = page.getByRole('complementary', { name: insights.aside });
  await expect(aside.getByRole('img').first()).toHaveAttribute('aria-label', /\d/);
  await expect(aside.getByText('futex', { exact: true })).toBeVisible();
  const silent = page.getByRole('button', { name: /\d/, expanded: false }).first();
  await silent.press('Enter');
  await expect(page.getByRole('button', { expanded: true })).toHaveCount(1);
});

test('the tab Functions says why it is empty, and leads to what the trace has', async ({ page }) => {
  await openTab(page, 'functions');
  const why = page.getByRole('region', { name: empty.parts.calls.none });
  await expect(why).toContainText(empty.checks.count(EVENTS.toLocaleString('en-US'), empty.parts.calls.events));
  await why.getByRole('button', { name: empty.tabs.events }).click();
  await expect(page.getByRole('grid', { name: events.table })).toBeVisible();
});

test('the tab Events filters, reaches the last event, copies events, and shows them in the timeline, by keyboard', async ({
  ct,
  page,
}) => {
  await openTab(page, 'events');
  const grid = page.getByRole('grid', { name: events.table });
  await expect(grid).toHaveAttribute('aria-rowcount', String(EVENTS + 1));
  await grid.focus();
  await grid.press('End');
  const last = grid.locator(`[aria-rowindex="${EVENTS + 1}"]`);
  await expect(last).toContainText(/\d\.\d{3}/);

  const field = page.getByLabel(events.filterLabel, { exact: true });
  await field.fill('sched_switch and (cpu=');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.fill('sched_switch');
  await field.press('Enter');
  const rows = async (): Promise<number> => Number(await grid.getAttribute('aria-rowcount'));
  // The first matches are shown before all are counted.
  await expect.poll(async () => (await rows()) > 1_000 && (await rows()) <= EVENTS).toBe(true);
  await expect(page.getByRole('checkbox', { name: 'sched_switch' })).toBeChecked();

  await grid.focus();
  await grid.press('Home');
  await grid.press('Shift+ArrowDown');
  await expect(grid.getByRole('row', { selected: true })).toHaveCount(2);
  await grid.press('Control+c');
  await expect
    .poll(() => ct.app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/^\d.*\tsched_switch\t.*\n\d.*\tsched_switch\t/);
  await grid.press('Enter');
  await expect(page.getByRole('tab', { name: tabs.timeline })).toHaveAttribute('aria-selected', 'true');
});

test('user events are marks in the timeline, which keys select, and the tab Events shows the selected one', async ({
  page,
}) => {
  const { plot, panel, rows } = texts.traceTimeline;
  await openTab(page, 'timeline');
  await page.getByRole('searchbox', { name: rows.filter }).fill('ustdemo');
  const thread = page.getByRole('treeitem', { name: /ustdemo.*\[282\]/ }).first();
  await thread.click();
  await page.getByRole('img', { name: plot.label }).focus();
  const bottom = page.getByRole('region', { name: panel.label });
  const step = bottom.getByRole('heading', { name: 'ustdemo:step' });
  await expect(async () => {
    await page.keyboard.press('e');
    await expect(step).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await expect(bottom.getByRole('heading', { name: panel.fields })).toBeVisible();
  const time = await bottom.locator('.bottom-big').textContent();
  await page.keyboard.press('e');
  await expect(bottom.locator('.bottom-big')).not.toHaveText(time ?? '');
  await page.keyboard.press('Shift+E');
  await expect(bottom.locator('.bottom-big')).toHaveText(time ?? '');
  await page.screenshot({ path: test.info().outputPath('user-events.png') });
  await page.getByRole('img', { name: plot.label }).press('Enter');
  await expect(page.getByRole('tab', { name: tabs.events })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('grid').getByRole('row', { selected: true })).toContainText('step');
});

test('the conditions of the filter of events are chips, which are edited and removed by keyboard', async ({ page }) => {
  await openTab(page, 'events');
  const grid = page.getByRole('grid', { name: events.table });
  const field = page.getByLabel(events.filterLabel, { exact: true });
  const chips = page.getByRole('list', { name: events.conditions }).getByRole('listitem');
  await field.fill('sched_switch and cpu=0');
  await field.press('Enter');
  await expect(chips).toHaveCount(2);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('');
  await expect(grid.locator('[aria-rowindex="2"]')).toContainText('sched_switch');
  const ofCpu = Number(await grid.getAttribute('aria-rowcount'));

  await field.press('Backspace');
  await expect(chips.last().getByRole('button')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(chips).toHaveCount(1);
  await expect(field).toBeFocused();
  await expect.poll(async () => Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(ofCpu);

  await field.press('ArrowLeft');
  await page.keyboard.press('F2');
  await expect(field).toHaveValue('sched_switch');
  await field.fill('');
  await expect(grid).toHaveAttribute('aria-rowcount', String(EVENTS + 1));

  await page
    .getByRole('checkbox', { name: /^podman/ })
    .first()
    .press('Space');
  await expect(chips).toHaveCount(1);
  await chips.getByRole('button').press('Backspace');
  await expect(chips).toHaveCount(0);
});

test('Ctrl+F finds events and threads, F3 goes to the next one, and the overview marks them', async ({ page }) => {
  await page.keyboard.press('Control+F');
  const field = page.getByRole('combobox', { name: search.field });
  await expect(field).toBeFocused();
  await field.fill('sched_sw');
  await expect(page.getByRole('option', { name: /^sched_switch/ })).toBeVisible();
  await field.press('F3');
  await expect(page.getByRole('tab', { name: tabs.events })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText(texts.traceFrame.overview.matches, { exact: true })).toBeVisible();
});

test('the tab Compare puts two traces side by side', async ({ desk, page }) => {
  plantSample(desk, '20260304-130000-000000', 'Another');
  await page.getByRole('button', { name: texts.traceFrame.header.more }).click();
  await page.getByRole('menuitem', { name: compare.menu }).click();
  await page
    .getByRole('region', { name: compare.pick })
    .getByRole('button', { name: /^Another/ })
    .click();
  await expect(page.getByText(empty.noComparison.calls.both)).toBeVisible();
  const states = page.getByRole('group', { name: compare.states }).getByRole('listitem');
  await expect(states.first()).toBeVisible();
  // The overview has both traces, and the range is one of both.
  const overview = page.getByRole('region', { name: texts.traceFrame.overview.label });
  await expect(overview.getByText('Another', { exact: true })).toBeVisible();
  await expect(overview.getByText(texts.traceFrame.overview.aligned, { exact: true })).toBeVisible();
  const whole = await states.allTextContents();
  const end = page.getByLabel(texts.traceFrame.range.toNs, { exact: true });
  await end.fill('3s');
  await end.press('Enter');
  await expect(page.getByText(compare.range('0.000000 s', '3.000000 s'))).toBeVisible();
  await expect.poll(() => states.allTextContents()).not.toEqual(whole);
});
