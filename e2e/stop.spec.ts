import { texts } from '../src/renderer/texts/en';
import { expect, test } from './setup/fixtures';
import { endsAs, startEndless } from './setup/recording';
import { startingWith } from './setup/wording';

test('Stop and keep keeps the recorded trace', async ({ ct }) => {
  const runId = await startEndless(ct);
  await ct.page.getByRole('button', { name: startingWith(texts.run.stop) }).click();
  await endsAs(ct, texts.run.phase.kept);
  const report = await ct.ask('traces:show', { id: runId });
  expect(report).toMatchObject({ state: 'ready', endedBy: 'stop' });
  await expect
    .poll(async () => (await ct.ask('traces:show', { id: runId })).events, {
      message: 'events are counted',
      timeout: 60_000,
    })
    .toBeGreaterThan(1000);
});

test('the bar above other views also stops the run, by key', async ({ ct }) => {
  await startEndless(ct);
  await ct.go(texts.views.traces);
  await expect(ct.page.getByRole('region', { name: texts.frame.running })).toContainText(texts.record.units.MiB);
  await ct.page.keyboard.press('Control+.');
  await expect(
    ct.page.getByRole('region', { name: new RegExp(`${texts.run.phase.running}|${texts.run.phase.stopping}`) }),
  ).toHaveCount(0, { timeout: 60_000 });
  await expect(ct.page.getByRole('row', { name: /Endless listing/ })).toBeVisible();
});
