import { texts } from '../src/renderer/texts/en';
import { MS, SECOND } from '../tests/setup/written-leaf';
import { call, type Program, userspace } from '../tests/unit/trace-view/insights/written-userspace';
import { tabTo } from './setup/by-keyboard';
import { expect, test } from './setup/fixtures';
import { callPanel, eventGrid, functionGrid, goToTab, heading, isRead, rowTree } from './setup/opened-trace';
import { plantWritten } from './setup/written-trace';

const { traceFrame, traceTimeline } = texts;
const api: Program = { vpid: 7, vtid: 7, name: 'api' };
const HANDLE = 0x401000;
const SLOW = 0x402000;
const SLOW_AT = 2 * SECOND;

/** A request every 100 ms, each with a call of 1 ms; one of them takes 800 ms. */
const events = Array.from({ length: 20 }, (_, n) => n)
  .flatMap((n) => [
    call(api, HANDLE, n * 100 * MS, n * 100 * MS + 5 * MS),
    call(api, SLOW, n * 100 * MS + MS, n * 100 * MS + 2 * MS),
  ])
  .concat([call(api, HANDLE, SLOW_AT - MS, SLOW_AT + 801 * MS), call(api, SLOW, SLOW_AT, SLOW_AT + 800 * MS)])
  .flat();

test('a user without a pointer goes from the list to the slow call, to its events, and back', async ({ ct, desk }) => {
  const { page } = ct;
  const { keyboard } = page;
  plantWritten(desk, {
    id: '20260304-120000-000000',
    title: 'Requests',
    leaves: [userspace(events)],
    functions: { [HANDLE]: 'handle_request', [SLOW]: 'slow_query' },
    vpids: [7],
    container: 'checkout-1',
  });
  await keyboard.press('Control+2');
  await expect(page.getByRole('row', { name: 'Requests' })).toBeVisible();
  await tabTo(ct, page.getByRole('grid', { name: texts.traces.table }));
  await keyboard.press('Home');
  await keyboard.press('Enter');
  await expect(heading(ct)).toBeFocused();
  await isRead(ct, events.length);

  await goToTab(ct, 'functions');
  await tabTo(ct, functionGrid(ct));
  // The function with the most total time is the caller of the slow one.
  await keyboard.press('Home');
  await keyboard.press('ArrowDown');
  const selected = functionGrid(ct).getByRole('row', { selected: true });
  await expect(selected).toContainText('slow_query');
  await expect(selected).toContainText('800');
  await keyboard.press('Enter');

  const isShown = async (): Promise<void> => {
    await expect(callPanel(ct).getByRole('heading', { level: 2 })).toHaveText('slow_query');
    await expect(callPanel(ct)).toContainText(/800(\.0*)?\s?ms/);
    await expect(callPanel(ct)).toContainText(`${traceTimeline.panel.calledBy} handle_request`);
    await expect(callPanel(ct)).toContainText(traceTimeline.panel.slowest('21'));
    await expect(callPanel(ct)).toContainText(/2\.000\s000\s000\ss/);
  };
  await expect(page.getByRole('tab', { name: traceFrame.tabs.timeline })).toHaveAttribute('aria-selected', 'true');
  await isShown();
  await expect(rowTree(ct).getByRole('treeitem', { selected: true })).toContainText('api');

  await goToTab(ct, 'events');
  await tabTo(ct, eventGrid(ct));
  const event = eventGrid(ct).getByRole('row', { selected: true });
  for (const [key, name, at] of [
    ['End', 'func_exit', /2\.801\s000\s000/],
    ['ArrowUp', 'func_exit', /2\.800\s000\s000/],
    ['ArrowUp', 'func_entry', /2\.000\s000\s000/],
  ] as const) {
    await keyboard.press(key);
    await expect(event).toContainText(name);
    await expect(event).toContainText(at);
  }

  await keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('tab', { name: traceFrame.tabs.timeline })).toHaveAttribute('aria-selected', 'true');
  await isShown();
  await keyboard.press('Alt+ArrowLeft');
  await expect(functionGrid(ct).getByRole('row', { selected: true })).toContainText('slow_query');
  await expect(page.getByText(traceFrame.range.whole, { exact: true })).toBeVisible();
  await keyboard.press('Control+2');
  await expect(page.getByRole('row', { name: 'Requests' })).toHaveAttribute('aria-selected', 'true');
});
