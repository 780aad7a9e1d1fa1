import { texts } from '../src/renderer/texts/en';
import { demoRun } from '../src/shared/request/demo-run';
import type { AppWindow } from './setup/app-window';
import { expect, test } from './setup/fixtures';
import { startEndless } from './setup/recording';

/** Records a short run of the demo's image and waits until it is in the list. */
async function recordShort(ct: AppWindow, title: string, command: string[]): Promise<string> {
  const { runId } = await ct.ask('run:record', { config: { ...demoRun('podman'), title, command } });
  await ct.go(texts.views.traces);
  await expect(ct.page.getByRole('row', { name: title })).toBeVisible({ timeout: 60_000 });
  await expect
    .poll(async () => (await ct.ask('traces:list', null)).find((row) => row.id === runId)?.state, {
      message: `${runId} is ready`,
      timeout: 60_000,
    })
    .toBe('ready');
  return runId;
}

test('the list is searched, sorted and selected by mouse', async ({ ct }) => {
  const { page } = ct;
  await recordShort(ct, 'Alpha', ['ls', '/']);
  await recordShort(ct, 'Omega', ['ls', '-la', '/usr/bin']);
  const first = page.getByRole('grid').getByRole('row').nth(1);
  await expect(first).toContainText('Omega');
  await page.getByRole('button', { name: texts.traces.columns.title }).click();
  await expect(first).toContainText('Alpha');
  await expect(page.getByRole('columnheader', { name: texts.traces.columns.title })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await page.getByRole('combobox', { name: texts.traces.search }).fill('OME podman');
  await expect(first).toContainText('Omega');
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(2);
  await first.click();
  await expect(page.getByRole('complementary').getByText('ls -la /usr/bin')).toBeVisible();
});

test('a trace in progress is in the list, live, and cannot be deleted', async ({ ct }) => {
  const { page } = ct;
  await startEndless(ct);
  await ct.go(texts.views.traces);
  const row = page.getByRole('row', { name: /Endless listing/ });
  await expect(row.getByRole('img', { name: texts.traces.state.recording })).toBeVisible();
  await row.click();
  const size = row.locator('.cell-sizeBytes');
  const before = (await size.innerText()) ?? '';
  await expect(size, 'the size grows').not.toHaveText(before);
  await expect(
    page.getByRole('complementary').getByRole('button', { name: texts.detail.remove, exact: true }),
  ).toBeDisabled();
  await page.getByRole('grid').press('Delete');
  await expect(row).toBeVisible();
});
