import { texts } from '../src/renderer/texts/en';
import { eventClass, lttngEventSchema, writeLttngStream } from '../tests/setup/lttng-events';
import { field, integer } from '../tests/setup/lttng-trace';
import { MS, SECOND, type WrittenLeaf } from '../tests/setup/written-leaf';
import { allocate, release, userspace } from '../tests/unit/trace-view/insights/written-userspace';
import type { AppWindow } from './setup/app-window';
import { expect, test } from './setup/fixtures';
import { eventGrid, goToTab, isRead, openAgain, openFromList, rowTree } from './setup/opened-trace';
import { plantWritten } from './setup/written-trace';

const { empty } = texts.traceTabs;
const api = { vpid: 7, vtid: 8, name: 'api' };

/** A leaf whose events have no contexts. */
function withoutThreads(): WrittenLeaf {
  const schema = lttngEventSchema({ classes: [eventClass(0, 'small:tick', field('n', integer(32)))] });
  const events = Array.from({ length: 40 }, (_, n) => ({ id: 0, at: n * MS, payload: [n] }));
  return { path: 'ust', schema, streams: [writeLttngStream(schema, 'large', [{ begin: 0, end: 40 * MS, events }])] };
}

const region = ({ page }: AppWindow, name: string) => page.getByRole('region', { name });

test('a trace without function calls, one without threads, and empty ones say what they lack', async ({ ct, desk }) => {
  const { page } = ct;
  const memory = Array.from({ length: 50 }, (_, n) => [
    allocate(api, n * 10 * MS, 4096 * n, 64),
    release(api, n * 10 * MS + MS, 4096 * n),
  ]);
  plantWritten(desk, { id: '20260304-120000-000001', title: 'Allocations', leaves: [userspace(memory.flat())] });
  plantWritten(desk, { id: '20260304-120000-000002', title: 'Without threads', leaves: [withoutThreads()] });
  plantWritten(desk, {
    id: '20260304-120000-000003',
    title: 'No event',
    leaves: [userspace([], [{ begin: 0, end: SECOND }])],
  });
  plantWritten(desk, { id: '20260304-120000-000004', title: 'No data', leaves: [] });

  await test.step('without function calls', async () => {
    await openFromList(ct, 'Allocations');
    await isRead(ct, 100);
    await goToTab(ct, 'functions');
    const why = region(ct, empty.parts.calls.none);
    await expect(why).toContainText(empty.parts.calls.notWritten);
    await why.getByRole('button', { name: empty.tabs.timeline }).press('Enter');
    await expect(rowTree(ct).getByRole('treeitem', { name: /^api \[8\]/ })).toBeVisible();
  });

  await test.step('without threads', async () => {
    await openFromList(ct, 'Without threads');
    await isRead(ct, 40);
    await goToTab(ct, 'timeline');
    await expect(rowTree(ct).getByRole('treeitem').first()).toBeVisible();
    await goToTab(ct, 'functions');
    await expect(region(ct, empty.parts.calls.none)).toBeVisible();
    await goToTab(ct, 'events');
    await expect(eventGrid(ct)).toHaveAttribute('aria-rowcount', '41');
  });

  await test.step('without any event', async () => {
    await openFromList(ct, 'No event');
    await isRead(ct, 0);
    await goToTab(ct, 'insights');
    await expect(page.getByText(empty.noInsights.title).first()).toBeVisible();
    for (const tab of ['timeline', 'functions', 'events'] as const) {
      await goToTab(ct, tab);
      await expect(region(ct, empty.noEvents.emptyTrace).or(region(ct, empty.parts.calls.none))).toBeVisible();
    }
  });

  await test.step('without any data', async () => {
    await openFromList(ct, 'No data');
    await expect(
      page
        .getByRole('alert')
        .or(page.getByRole('main'))
        .getByText(/has no data/)
        .first(),
    ).toBeVisible();
    await expect(openAgain(ct)).toBeVisible();
  });
});
