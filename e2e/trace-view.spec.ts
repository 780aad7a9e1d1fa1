import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { texts } from '../src/renderer/texts/en';
import { parseTraceLink } from '../src/shared/trace-view/trace-link';
import type { AppWindow } from './setup/app-window';
import type { Desk } from './setup/desk';
import { expect, test } from './setup/fixtures';
import { choose } from './setup/palette';
import { plantSample } from './setup/sample-trace';
import { willSaveIn } from './setup/will-save';

const ID = '20260304-120000-000000';
const TITLE = 'Kernel and userspace';
const { traceFrame, traceTimeline } = texts;

const heading = ({ page }: AppWindow) => page.getByRole('heading', { level: 1, name: TITLE });
const tab = ({ page }: AppWindow, name: string) => page.getByRole('tab', { name });
const rows = ({ page }: AppWindow) => page.getByRole('tree', { name: traceTimeline.rows.tree });
const picture = ({ page }: AppWindow) => page.getByRole('img', { name: traceTimeline.plot.label });
const panel = ({ page }: AppWindow) => page.getByRole('region', { name: traceTimeline.panel.label });

/** Opens the sample from the list by keyboard, and waits until it was read. */
async function openSample(ct: AppWindow, desk: Desk): Promise<void> {
  plantSample(desk, ID, TITLE);
  await ct.page.keyboard.press('Control+2');
  await expect(ct.page.getByRole('row', { name: TITLE })).toBeVisible();
  await ct.page.getByRole('grid').focus();
  await ct.page.keyboard.press('Home');
  await ct.page.keyboard.press('Enter');
  await expect(heading(ct)).toBeFocused();
  await expect(ct.page.getByText(traceFrame.header.events('130,274'), { exact: true })).toBeVisible({
    timeout: 60_000,
  });
}

test('the place Trace says how a trace is opened', async ({ ct }) => {
  await ct.page.keyboard.press('Control+3');
  await expect(ct.page.getByText(traceFrame.none.text)).toBeVisible();
  await ct.page.getByRole('button', { name: traceFrame.none.toList }).press('Enter');
  await expect(ct.page.getByRole('heading', { level: 1, name: texts.views.traces })).toBeVisible();
});

test('a trace is opened from the list and followed to a system call by keyboard alone', async ({ ct, desk }) => {
  const { keyboard } = ct.page;
  await openSample(ct, desk);
  await keyboard.press('Alt+2');
  await expect(tab(ct, traceFrame.tabs.timeline)).toHaveAttribute('aria-selected', 'true');
  await rows(ct).focus();
  await keyboard.press('Home');
  const selected = rows(ct).getByRole('treeitem', { selected: true });
  await expect(selected).toHaveAttribute('aria-level', '1');
  await expect(selected).toHaveAttribute('aria-expanded', 'true');
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await expect(selected).toHaveAttribute('aria-level', '3');
  await keyboard.press('ArrowRight');
  await expect(selected).toHaveAttribute('aria-expanded', 'true');
  await picture(ct).focus();
  await keyboard.press('ArrowRight');
  await expect(panel(ct).getByRole('heading', { level: 2 })).not.toHaveText('');
  await expect(panel(ct).getByRole('button', { name: traceTimeline.panel.zoomToCall })).toBeVisible();
  const first = await panel(ct).getByRole('heading', { level: 2 }).innerText();
  await expect(picture(ct)).toHaveAccessibleDescription(new RegExp(`^${first}`));

  await keyboard.press('f');
  await expect(ct.page.getByText(traceFrame.range.range, { exact: true })).toBeVisible();
  await keyboard.press('Alt+ArrowLeft');
  await expect(ct.page.getByText(traceFrame.range.whole, { exact: true })).toBeVisible();
  await keyboard.press('Escape');
  await expect(panel(ct).getByText(traceTimeline.panel.nothingSelected)).toBeVisible();
});

test('a range is typed, and a link leads back to it', async ({ ct, desk }) => {
  await openSample(ct, desk);
  const begin = ct.page.getByRole('textbox', { name: traceFrame.range.fromNs });
  await begin.fill('2s');
  await begin.press('Enter');
  const end = ct.page.getByRole('textbox', { name: traceFrame.range.toNs });
  await end.fill('+50ms');
  await end.press('Enter');
  await expect(end).toHaveValue('2.0500 s');
  await end.fill('soon');
  await end.press('Enter');
  await expect(ct.page.getByRole('alert').filter({ hasText: traceFrame.range.toNs }).first()).toBeVisible();
  await end.press('Escape');
  await ct.page.getByRole('button', { name: traceFrame.header.more }).press('Enter');
  await ct.page.getByRole('menuitem', { name: traceFrame.menu.copyLink }).press('Enter');
  const copied = (): Promise<string> => ct.app.evaluate(({ clipboard }) => clipboard.readText());
  await expect.poll(copied).toContain(ID);
  const link = await copied();
  expect(parseTraceLink(link)).toMatchObject({ id: ID, place: { range: { fromNs: 2e9, toNs: 2.05e9 } } });
  await ct.page.keyboard.press('0');
  await expect(ct.page.getByText(traceFrame.range.whole, { exact: true })).toBeVisible();
  await choose(ct.page, link, texts.palette.openLink);
  await expect(end).toHaveValue('2.0500 s');
});

test('the view is saved as a picture', async ({ ct, desk }) => {
  const folder = await willSaveIn(ct, 'pictures');
  await openSample(ct, desk);
  await ct.page.getByRole('button', { name: traceFrame.header.more }).press('Enter');
  await ct.page.getByRole('menuitem', { name: traceFrame.menu.savePicture }).press('Enter');
  await expect(ct.page.getByRole('status').filter({ hasText: traceFrame.menu.pictureSaved })).toHaveCount(1);
  const [name = ''] = readdirSync(folder);
  expect(name).toMatch(new RegExp(`${ID}\\.png$`));
  expect(readFileSync(join(folder, name)).subarray(1, 4).toString()).toBe('PNG');
});

test('rows are filtered, hidden and shown again, and the number of hidden rows is said', async ({ ct, desk }) => {
  await openSample(ct, desk);
  await ct.page.keyboard.press('Alt+2');
  const items = rows(ct).getByRole('treeitem');
  await expect(items.nth(3)).toBeVisible();
  await ct.page.getByRole('searchbox', { name: traceTimeline.rows.filter }).fill('no such row');
  await expect(ct.page.getByText(traceTimeline.timeline.noMatch('no such row'))).toBeVisible();
  await ct.page.getByRole('button', { name: traceTimeline.timeline.clearFilter }).click();
  await items.nth(2).click();
  const hidden = rows(ct).locator(`[role=treeitem][data-row="${await items.nth(2).getAttribute('data-row')}"]`);
  await expect(hidden).toHaveAttribute('aria-selected', 'true');
  await ct.page.keyboard.press('h');
  await expect(hidden).toHaveCount(0);
  await ct.page.getByRole('button', { name: traceTimeline.rows.showHidden }).click();
  await expect(hidden).toHaveCount(1);
});

test("the tracer's own threads are rows on request, and a rest of the pointer says what a thread did", async ({
  ct,
  desk,
}) => {
  await openSample(ct, desk);
  await ct.page.keyboard.press('Alt+2');
  await ct.page.getByRole('searchbox', { name: traceTimeline.rows.filter }).fill('ustdemo');
  const tracers = rows(ct).getByRole('treeitem', { name: /ustdemo-ust/ });
  await expect(
    rows(ct)
      .getByRole('treeitem', { name: /ustdemo/ })
      .first(),
  ).toBeVisible();
  await expect(tracers).toHaveCount(0);
  await ct.page.getByRole('button', { name: traceTimeline.rows.sort }).press('Enter');
  await ct.page.getByRole('menuitemcheckbox').press('Enter');
  await ct.page.keyboard.press('Escape');
  await expect(tracers.first()).toBeVisible();

  await tracers.first().click();
  await ct.page.keyboard.press('f');
  await picture(ct).focus();
  await ct.page.keyboard.press('ArrowRight');
  await expect(panel(ct).getByRole('button', { name: traceTimeline.panel.zoomToCall })).toBeVisible();
  await ct.page.keyboard.press('f');
  const tooltip = ct.page.locator('.plot-tooltip');
  // The row gets another height with another zoom.
  await expect(async () => {
    const [row, plot] = [await tracers.first().boundingBox(), await picture(ct).boundingBox()];
    if (!row || !plot) throw new Error('nothing is drawn');
    await ct.page.mouse.move(plot.x, plot.y);
    await ct.page.mouse.move(plot.x + plot.width / 2, row.y + 17);
    await expect(tooltip).toContainText(traceTimeline.panel.blocked, { timeout: 1_000 });
  }).toPass();
  await expect(tooltip).toContainText(traceTimeline.plot.start);
});

test('keys measure from one call to another', async ({ ct, desk }) => {
  await openSample(ct, desk);
  await ct.page.keyboard.press('Alt+2');
  await rows(ct)
    .getByRole('treeitem', { name: /podman/ })
    .first()
    .click();
  await rows(ct).getByRole('treeitem', { level: 3 }).first().click();
  await picture(ct).focus();
  await ct.page.keyboard.press('ArrowRight');
  await expect(panel(ct).getByRole('button', { name: traceTimeline.panel.zoomToCall })).toBeVisible();
  const status = (text: string) => ct.page.getByRole('status').filter({ hasText: text });
  await ct.page.keyboard.press('m');
  await expect(status(traceTimeline.plot.measuring)).toHaveCount(1);
  await ct.page.keyboard.press('ArrowRight');
  await expect(panel(ct).getByRole('button', { name: traceTimeline.panel.zoomToCall })).toBeVisible();
  await ct.page.keyboard.press('m');
  await expect(status(traceTimeline.plot.measured(''))).toHaveText(/[1-9]/);
});

test('a trace opens at the second press of a double click, also where the first click changes the columns under it', async ({
  ct,
  desk,
}) => {
  plantSample(desk, ID, TITLE);
  const { mouse } = ct.page;
  await ct.go(texts.views.traces);
  const row = ct.page.getByRole('row', { name: TITLE });
  const box = await row.boundingBox();
  if (!box) throw new Error('The row is not in sight.');
  await mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(row).toHaveAttribute('aria-selected', 'true');
  await mouse.down({ clickCount: 2 });
  await expect(heading(ct)).toBeVisible();
  await mouse.up({ clickCount: 2 });
  await expect(heading(ct)).toBeVisible();
});

test('a reload in the middle of reading opens the trace again at its place', async ({ ct, desk }) => {
  plantSample(desk, ID, TITLE);
  await ct.go(texts.views.traces);
  await ct.page.getByRole('row', { name: TITLE }).dblclick();
  await expect(heading(ct)).toBeVisible();
  await ct.page.keyboard.press('Alt+4');
  await ct.page.reload();
  await expect(heading(ct)).toBeVisible();
  await expect(tab(ct, traceFrame.tabs.events)).toHaveAttribute('aria-selected', 'true', { timeout: 60_000 });
  await expect(ct.page.getByText(traceFrame.header.events('130,274'), { exact: true })).toBeVisible({
    timeout: 60_000,
  });
});

test('a deleted trace is said to be missing, with a way to the list', async ({ ct, desk }) => {
  await openSample(ct, desk);
  await ct.ask('traces:delete', { ids: [ID] });
  await ct.page.reload();
  await expect(ct.page.getByRole('button', { name: traceFrame.failed.again })).toBeVisible({ timeout: 60_000 });
  await ct.page.getByRole('button', { name: traceFrame.failed.toList }).click();
  await expect(ct.page.getByRole('heading', { level: 1, name: texts.views.traces })).toBeVisible();
  await ct.page.keyboard.press('Control+3');
  await expect(ct.page.getByText(traceFrame.none.text)).toBeVisible();
});

test('axe finds nothing in the timeline, light and dark', async ({ ct, desk }) => {
  await ct.page.keyboard.press('Control+3');
  await openSample(ct, desk);
  await ct.page.keyboard.press('Alt+2');
  await rows(ct).focus();
  await ct.page.keyboard.press('End');
  for (const colorScheme of ['light', 'dark'] as const) {
    await ct.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page: ct.page }).setLegacyMode(true).analyze();
    expect
      .soft(
        violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => html) })),
        colorScheme,
      )
      .toEqual([]);
  }
});
