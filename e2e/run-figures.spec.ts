import { NOT_STARTED } from '../src/core/runs/steps/not-started';
import { texts } from '../src/renderer/texts/en';
import { demoRun } from '../src/shared/request/demo-run';
import type { RunConfigInput } from '../src/shared/request/run-config';
import { expect, test } from './setup/fixtures';
import { endlessRun, endsAs } from './setup/recording';
import { madeBy, startingWith } from './setup/wording';

/** Far more events at once than two small sub-buffers hold, but few enough in total to be counted quickly. */
const flood: RunConfigInput = {
  ...endlessRun(),
  title: 'More than the buffers take',
  command: ['sh', '-c', 'while :; do ls -laR /usr/share >/dev/null 2>&1; sleep 1; done'],
  recording: { preset: 'everything', buffers: { count: 2, sizeKiB: 64 } },
};

test('live figures show size, rate and losses, and become those of the trace', async ({ ct }) => {
  const { page } = ct;
  const { runId } = await ct.ask('run:record', { config: flood });
  await ct.go(texts.views.record);
  const figures = page.getByRole('region', { name: texts.detail.figures });
  const figure = (name: string) => figures.locator('.figure').filter({ has: page.getByText(name, { exact: true }) });
  await expect(figure(texts.run.size)).toContainText(/[1-9][\d,.]* MiB/, { timeout: 60_000 });
  await expect(figure(texts.run.rate)).toContainText('MiB/s', { timeout: 30_000 });
  await expect(figure(texts.detail.lost)).toContainText(/[1-9]/, { timeout: 60_000 });
  await expect(figure(texts.run.free)).toContainText(/iB/);
  await expect(figures.getByRole('img', { name: madeBy(texts.run.curveOf) }).locator('canvas')).toBeVisible();
  await page.getByRole('button', { name: startingWith(texts.run.stop) }).click();
  await endsAs(ct, texts.run.phase.kept);
  await expect(figure(texts.detail.ended)).toContainText(texts.detail.endedBy.stop);
  await expect(figure(texts.detail.events)).toContainText(/[1-9]/, { timeout: 120_000 });
  await expect(figure(texts.detail.lost)).toContainText(/[1-9]/);
  // Warnings are above everything else.
  const { warnings } = await ct.ask('traces:show', { id: runId });
  const lost = warnings.find(({ code }) => code === 'lost');
  await expect(page.getByRole('main').getByText(lost?.message ?? 'no warning of losses')).toBeVisible();
});

test('a recording ends at the requested size', async ({ ct }) => {
  const { runId } = await ct.ask('run:record', {
    config: { ...flood, title: 'At most 2 MiB', limits: { maxSizeBytes: 2_097_152 } },
  });
  await ct.go(texts.views.record);
  await endsAs(ct, texts.run.phase.kept, 120_000);
  expect(await ct.ask('traces:show', { id: runId })).toMatchObject({ state: 'ready', endedBy: 'size-limit' });
  await expect(ct.page.getByRole('main').getByText(texts.detail.endedBy['size-limit'])).toBeVisible();
});

test('a failed run shows the reason, the kept trace, and what to do', async ({ ct }) => {
  const { page } = ct;
  await ct.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(960, 640));
  await ct.ask('run:record', {
    config: { ...demoRun('podman'), title: 'No such program', command: ['there-is-no-such-program'] },
  });
  await ct.go(texts.views.record);
  await endsAs(ct, texts.run.phase.failed);
  await expect(page.getByRole('main').getByText(NOT_STARTED.message)).toBeVisible();
  await expect(page.getByText(NOT_STARTED.hint)).toBeVisible();
  await expect(page.getByText(new RegExp(`${texts.run.nothingKept}|${texts.run.keptAnyway}`))).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Run the container' })).toBeInViewport({ ratio: 0.9 });
  await page.getByRole('button', { name: texts.run.newRecording }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'No such program' })).toHaveCount(0);
});
