import { expect, test } from './setup/fixtures';
import { endsAs, startEndless } from './setup/recording';

test('Stop and keep keeps what was recorded', async ({ ct }) => {
  const runId = await startEndless(ct);
  await ct.page.getByRole('button', { name: /^Stop and keep/ }).click();
  await endsAs(ct, 'Recorded');
  const report = await ct.ask('traces:show', { id: runId });
  expect(report).toMatchObject({ state: 'ready', endedBy: 'stop' });
  await expect
    .poll(async () => (await ct.ask('traces:show', { id: runId })).events, {
      message: 'events are counted',
      timeout: 60_000,
    })
    .toBeGreaterThan(1000);
});

test('the bar over the other views stops it too, by key', async ({ ct }) => {
  await startEndless(ct);
  await ct.go('Traces');
  await expect(ct.page.getByRole('region', { name: 'Recording' })).toContainText('MiB');
  await ct.page.keyboard.press('Control+.');
  await expect(ct.page.getByRole('region', { name: /Recording|Stopping/ })).toHaveCount(0, { timeout: 60_000 });
  await expect(ct.page.getByRole('row', { name: /Endless listing/ })).toBeVisible();
});
