import { texts } from '../src/renderer/texts/en';
import { momentText } from '../src/shared/analysis/trace-time';
import { openWindow } from './setup/app-window';
import { end, expect, test } from './setup/fixtures';
import { plantSample } from './setup/sample-trace';
import { secondStart } from './setup/second-start';

const ID = '20260304-120000-000000';
const GONE = '20260304-120000-00dead';
const TITLE = 'Kernel and userspace';
const { range, tabs, menu } = texts.traceFrame;
const LINK = `containers-trace://trace/${ID}?tab=timeline&from=2000000000&to=2050000000`;

test('a link as an argument opens its place, also in a window that is open', async ({ desk }) => {
  plantSample(desk, ID, TITLE);
  const ct = await openWindow(desk, { env: {}, args: [], opens: [LINK] });
  const { page } = ct;
  await expect(page.getByRole('heading', { level: 1, name: TITLE })).toBeVisible();
  await expect(page.getByRole('textbox', { name: range.fromNs })).toHaveValue('2.0000 s');
  await expect(page.getByRole('tab', { name: tabs.timeline })).toHaveAttribute('aria-selected', 'true');

  await secondStart(desk, LINK.replace('timeline', 'events').replace('2000000000', '2010000000'));
  await expect(page.getByRole('tab', { name: tabs.events })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('textbox', { name: range.fromNs })).toHaveValue('2.0100 s');

  // A link to the wrong time says where the trace ends.
  await secondStart(desk, LINK.replace('2050000000', '99000000000'));
  await expect(page.getByText(momentText(99e9), { exact: false })).toBeVisible();
  await page.getByRole('button', { name: menu.dismiss }).press('Enter');
  await expect(page.getByText(momentText(99e9), { exact: false })).toHaveCount(0);

  // A link to nothing names the trace that is gone.
  await secondStart(desk, `containers-trace://trace/${GONE}`);
  await expect(page.getByRole('heading', { level: 1, name: GONE })).toBeVisible();
  await expect(page.locator('.trace-problem').getByText(GONE)).toBeVisible();
  await secondStart(desk, 'containers-trace://trace/?run=rm');
  await expect(page.getByRole('heading', { level: 1, name: texts.views.traces })).toBeVisible();
  await expect(page.locator('.notice-danger')).toBeVisible();
  await end(ct);
});

test('a link is pasted into the search of the trace', async ({ ct, desk }) => {
  plantSample(desk, ID, TITLE);
  const { page } = ct;
  await ct.go(texts.views.traces);
  await page.getByRole('row', { name: TITLE }).dblclick();
  const field = page.getByRole('combobox', { name: texts.traceTabs.search.field });
  await field.fill(LINK.replace(ID, GONE));
  await expect(page.getByText(texts.palette.linkToNothing(GONE))).toBeVisible();
  await field.fill(LINK);
  await field.press('Enter');
  await expect(page.getByRole('textbox', { name: range.fromNs })).toHaveValue('2.0000 s');
  await expect(field).toHaveValue('');
});
