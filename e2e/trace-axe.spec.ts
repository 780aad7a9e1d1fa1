import { texts } from '../src/renderer/texts/en';
import type { TraceTab } from '../src/shared/trace-view/trace-place';
import { MS, SECOND } from '../tests/setup/written-leaf';
import { allocate, call, type Program, userspace } from '../tests/unit/trace-view/insights/written-userspace';
import type { AppWindow } from './setup/app-window';
import { axeIn } from './setup/axe-in';
import type { Desk } from './setup/desk';
import { expect, test } from './setup/fixtures';
import {
  eventGrid,
  functionGrid,
  goToTab,
  isRead,
  openAgain,
  openFromList,
  picture,
  readers,
  rowTree,
} from './setup/opened-trace';
import { plantSample } from './setup/sample-trace';
import type { Visit } from './setup/visit';
import { plantWritten } from './setup/written-trace';

const { traceTabs, traceFrame } = texts;
const TABS = ['insights', 'timeline', 'functions', 'events'] as const satisfies readonly TraceTab[];
const api: Program = { vpid: 7, vtid: 7, name: 'api' };
const calls = Array.from({ length: 40 }, (_, n) => [
  ...call(api, 0x401000, n * 20 * MS, n * 20 * MS + (n === 7 ? 15 : 3) * MS),
  ...call(api, 0x402000, n * 20 * MS + MS, n * 20 * MS + 2 * MS),
]).flat();

async function everyTab(ct: AppWindow, name: string, visit: Visit): Promise<void> {
  for (const tab of TABS) {
    await goToTab(ct, tab);
    await expect(ct.page.getByRole('tabpanel')).not.toBeEmpty();
    await visit(`${name}, ${tab}`);
  }
}

test.setTimeout(400_000);

/** A trace with one event, and one without. */
function plantAlmostEmpty(desk: Desk): void {
  plantWritten(desk, {
    id: '20260304-120000-000002',
    title: 'Allocations',
    leaves: [userspace([allocate(api, 5, 4096, 64)])],
  });
  plantWritten(desk, {
    id: '20260304-120000-000003',
    title: 'No event',
    leaves: [userspace([], [{ begin: 0, end: SECOND }])],
  });
}

test('axe finds nothing in the opened trace, light and dark', async ({ ct, desk }) => {
  const { page } = ct;
  const visit = axeIn(ct);
  plantSample(desk, '20260304-120000-000000', 'Kernel and userspace');
  plantWritten(desk, {
    id: '20260304-120000-000001',
    title: 'Calls',
    leaves: [
      userspace(calls, [
        { begin: 0, end: SECOND / 2 - 1 },
        { begin: SECOND / 2, end: SECOND, discarded: 300 },
      ]),
    ],
    functions: { 4198400: 'handle', 4202496: 'query' },
    vpids: [7],
    container: 'checkout-1',
  });
  plantAlmostEmpty(desk);

  await page.keyboard.press('Control+3');
  await visit('no trace is open');

  await openFromList(ct, 'Kernel and userspace');
  await isRead(ct, 130_274);
  await everyTab(ct, 'kernel and userspace', visit);

  await openFromList(ct, 'Calls');
  await isRead(ct, calls.length);
  await goToTab(ct, 'timeline');
  await rowTree(ct).focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  await picture(ct).focus();
  await page.keyboard.press('ArrowRight');
  await visit('a selected call');
  await page.keyboard.press('Escape');
  await goToTab(ct, 'functions');
  await functionGrid(ct).press('Home');
  await visit('a selected function');
  for (const layout of ['top-down', 'bottom-up'] as const) {
    await page.getByRole('button', { name: traceTabs.functions.layouts[layout] }).press('Enter');
    await expect(page.getByRole('treegrid')).toBeVisible();
    await visit(`functions, ${layout}`);
  }
  await goToTab(ct, 'events');
  await eventGrid(ct).press('Home');
  await visit('a selected event');
  const filter = page.getByLabel(traceTabs.events.filterLabel, { exact: true });
  await filter.fill('nothing_has_this_name');
  await filter.press('Enter');
  await expect(page.getByRole('region', { name: traceTabs.empty.noEvents.title })).toBeVisible();
  await visit('no event matches');
  await filter.fill('');
  await filter.press('Enter');
  await page.keyboard.press('Control+F');
  await page.getByRole('combobox', { name: traceTabs.search.field }).fill('query');
  await expect(page.getByRole('option').first()).toBeVisible();
  await visit('the search');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: traceFrame.header.more }).press('Enter');
  await visit('the menu');
  await page.getByRole('menuitem', { name: traceTabs.compare.menu }).press('Enter');
  await expect(page.getByRole('region', { name: traceTabs.compare.pick })).toBeVisible();
  await visit('the selection of another trace');
  await page
    .getByRole('region', { name: traceTabs.compare.pick })
    .getByRole('button', { name: /^Allocations/ })
    .press('Enter');
  await expect(page.getByRole('button', { name: traceTabs.compare.swap })).toBeVisible();
  await visit('a comparison');
});

test('axe finds nothing in empty traces and in one whose process has ended, light and dark', async ({ ct, desk }) => {
  const visit = axeIn(ct);
  plantAlmostEmpty(desk);
  await openFromList(ct, 'Allocations');
  await isRead(ct, 1);
  await everyTab(ct, 'one event', visit);
  await openFromList(ct, 'No event');
  await isRead(ct, 0);
  await everyTab(ct, 'no event', visit);
  for (const pid of readers(ct)) process.kill(pid, 'SIGKILL');
  await expect(openAgain(ct)).toBeVisible();
  await visit('its process has ended');
});
