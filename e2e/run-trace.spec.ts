import { texts } from '../src/renderer/texts/en';
import { expect, test } from './setup/fixtures';
import { openOutput, output, recordDemoByKeyboard } from './setup/recording';

const { ended } = texts.run;
const { traceFrame, traceTimeline } = texts;

test('a recording ends with the overview of its trace, which opens by one button', async ({ ct }) => {
  const { page } = ct;
  const { keyboard } = page;
  await recordDemoByKeyboard(ct);
  const steps = page.getByRole('list').filter({ has: page.getByRole('img', { name: texts.run.stepStatus.done }) });
  await expect(steps).toHaveCount(0);
  await page.getByRole('button', { name: /, \d/ }).filter({ hasText: /step/ }).first().press('Enter');
  await expect(steps).toHaveCount(1);
  // The output folds to one line, which says how much was printed.
  const lines = output(ct).getByRole('button', { expanded: false });
  await openOutput(ct);
  await keyboard.press('o');
  await expect(lines).toContainText(/\d+ lines/);
  await openOutput(ct);
  await expect(page.getByRole('region', { name: traceFrame.overview.label })).toBeVisible();
  await expect(page.getByRole('region', { name: ended.insights })).not.toContainText(ended.reading('0'));

  await page.getByRole('button', { name: texts.traces.menu.open, exact: true }).press('Enter');
  await expect(page.getByRole('tab', { name: traceFrame.tabs.insights })).toBeVisible();
  await keyboard.press('Alt+2');
  const rows = page.getByRole('tree', { name: traceTimeline.rows.tree });
  await expect(rows.getByRole('treeitem', { name: /^ls \[\d+\]/ }).first()).toBeVisible({ timeout: 60_000 });
  await rows.focus();
  for (const key of ['Home', 'ArrowDown', 'ArrowDown']) await keyboard.press(key);
  await page.getByRole('img', { name: traceTimeline.plot.label }).focus();
  await keyboard.press('ArrowRight');
  const panel = page.getByRole('region', { name: traceTimeline.panel.label });
  await expect(panel.getByRole('button', { name: traceTimeline.panel.zoomToCall })).toBeVisible();
  await keyboard.press('Control+1');
  await expect(page.getByRole('region', { name: traceFrame.overview.label })).toBeVisible();
});
