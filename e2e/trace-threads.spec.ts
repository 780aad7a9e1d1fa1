import { texts } from '../src/renderer/texts/en';
import { MS } from '../tests/setup/written-leaf';
import { call, userspace } from '../tests/unit/trace-view/insights/written-userspace';
import { expect, test } from './setup/fixtures';
import { eventGrid, goToTab, isRead, openFromList, picture, rowTree } from './setup/opened-trace';
import { plantWritten } from './setup/written-trace';

const { rows: labels } = texts.traceTimeline;
const PROCESSES = 100;
const THREADS = 10_000;
/** Between the begins of the only calls of two threads. */
const STEP = 300_000;
/** Far less than one element for each thread. */
const MOST_ELEMENTS = 2_500;

const events = Array.from({ length: THREADS }, (_, index) => {
  const vpid = 100_000 + (index % PROCESSES);
  const thread = { vpid, vtid: 200_000 + index, name: `worker-${index}` };
  return call(thread, 0x401000, index * STEP, index * STEP + MS);
}).flat();

test('a trace of 10 000 threads is opened, scrolled, filtered and searched with few elements', async ({ ct, desk }) => {
  const { page } = ct;
  plantWritten(desk, {
    id: '20260304-120000-000000',
    title: 'Many threads',
    leaves: [userspace(events)],
    functions: { 4198400: 'work' },
    vpids: Array.from({ length: PROCESSES }, (_, index) => 100_000 + index),
    container: 'crowd',
  });
  const elements = (): Promise<number> => page.evaluate(() => document.querySelectorAll('*').length);
  await openFromList(ct, 'Many threads');
  await isRead(ct, events.length);
  await goToTab(ct, 'timeline');
  const items = rowTree(ct).getByRole('treeitem');
  await expect(items.first()).toBeVisible();
  expect(await elements()).toBeLessThan(MOST_ELEMENTS);

  await rowTree(ct).focus();
  await page.keyboard.press('*');
  await page.keyboard.press('End');
  const selected = rowTree(ct).getByRole('treeitem', { selected: true });
  await expect(selected).toBeInViewport();
  await expect(selected).toHaveAttribute('aria-level', '3');
  expect(await elements()).toBeLessThan(MOST_ELEMENTS);

  const lanes = page.getByRole('group', { name: texts.traceTimeline.timeline.rows });
  const scrolled = (): Promise<number> => lanes.evaluate((box) => box.scrollTop);
  const before = await scrolled();
  await picture(ct).hover();
  await page.mouse.wheel(0, -20_000);
  await expect.poll(scrolled).toBeLessThan(before);
  await expect(items.first()).toBeVisible();
  expect(await elements()).toBeLessThan(MOST_ELEMENTS);

  await page.getByRole('searchbox', { name: labels.filter }).fill('worker-9999');
  await expect(rowTree(ct).getByRole('treeitem', { name: /^worker-9999 / })).toBeVisible();
  await expect(items).toHaveCount(3);

  await page.keyboard.press('Control+F');
  await page.getByRole('combobox', { name: texts.traceTabs.search.field }).fill('worker-5000');
  await page.getByRole('option', { name: /^worker-5000/ }).click();
  await expect(rowTree(ct).getByRole('treeitem', { selected: true })).toContainText('worker-5000');

  await goToTab(ct, 'events');
  await expect(eventGrid(ct), 'the events of the selected thread').toHaveAttribute('aria-rowcount', '3');
  const field = page.getByLabel(texts.traceTabs.events.filterLabel, { exact: true });
  await field.fill('thread=worker-9999');
  await field.press('Enter');
  await page.getByRole('button', { name: texts.traceTabs.empty.allRows }).press('Enter');
  await expect(eventGrid(ct)).toHaveAttribute('aria-rowcount', '3');
  await expect(eventGrid(ct)).toContainText('worker-9999');
  expect(await elements()).toBeLessThan(MOST_ELEMENTS);
});
