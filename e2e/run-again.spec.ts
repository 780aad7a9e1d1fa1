import { texts } from '../src/renderer/texts/en';
import { expect, test } from './setup/fixtures';
import { afterRun, endsAs, phase } from './setup/recording';
import { startingWith } from './setup/wording';

test('a run is shown in the list, recorded again and left for a new one, by keyboard alone', async ({ ct }) => {
  const { page } = ct;
  const { keyboard } = page;
  const heading = page.getByRole('heading', { level: 1, name: 'Demo: five times ls -la' });
  await keyboard.press('Control+1');
  await expect(page.getByRole('button', { name: startingWith(texts.record.startDemo) })).toBeEnabled({
    timeout: 60_000,
  });
  await keyboard.press('Control+Enter');
  await endsAs(ct, texts.run.phase.kept, 120_000);
  await afterRun(ct, 'again');
  await expect(phase(ct, 'Recording')).toBeVisible();
  await endsAs(ct, texts.run.phase.kept, 120_000);
  await expect.poll(async () => (await ct.ask('traces:list', null)).length).toBe(2);

  // A click on the notification does this from any view.
  await keyboard.press('Control+2');
  await expect(heading).toHaveCount(0);
  await ct.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.send('show-run', null));
  await expect(heading).toBeVisible();

  await afterRun(ct, 'showInList');
  await expect(page.getByRole('row', { selected: true })).toContainText('Demo: five times ls -la');
  await keyboard.press('Control+1');
  await afterRun(ct, 'newRecording');
  await expect(page.getByRole('heading', { level: 1, name: texts.views.record, exact: true })).toBeVisible();
});
