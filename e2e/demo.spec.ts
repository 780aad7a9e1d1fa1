import { statSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { openedWorld } from '../tests/setup/world-state';
import { expect, test } from './setup/fixtures';
import { afterRun, endsAs } from './setup/recording';
import { tester } from './setup/tester';
import { startingWith } from './setup/wording';

for (const title of ['Podman', 'Docker', 'Apptainer'])
  test(`the demo is recorded with ${title} and found in the list`, async ({ ct, desk }) => {
    const { page } = ct;
    const choice = page.getByRole('radio', { name: new RegExp(`^${title}`) });
    await expect(choice).toBeVisible({ timeout: 60_000 });
    await choice.click();
    const { engines } = await ct.ask('doctor:run', null);
    const engine = engines.find((one) => one.title === title);
    // On a developer's machine Docker may be out of reach; in the test world it is not.
    test.skip(!openedWorld() && engine?.state !== 'ready', `${title}: ${engine?.reason}`);
    await page.getByRole('button', { name: startingWith(texts.record.startDemo) }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Demo: five times ls -la' })).toBeVisible();
    await endsAs(ct, texts.run.phase.kept, 1_100_000);
    await expect(page.getByText(texts.traces.counting)).toHaveCount(0, { timeout: 60_000 });
    await afterRun(ct, 'showInList');

    const row = page.getByRole('row', { selected: true });
    await expect(row).toContainText('Demo: five times ls -la');
    const detail = page.getByRole('complementary');
    await expect(detail.getByText('ls', { exact: true })).toHaveCount(5);

    const [trace] = await ct.ask('traces:list', null);
    if (!trace) throw new Error('The list is empty.');
    expect(trace).toMatchObject({
      state: 'ready',
      engine: engine?.id,
      discardedEvents: 0,
      lostPackets: 0,
      exitCode: 0,
    });
    expect(trace.events).toBeGreaterThan(20_000);
    await expect(row).toContainText((trace.events ?? 0).toLocaleString('en-US'));
    const folder = statSync(join(desk.libraryDir, trace.id));
    expect(folder.mode & 0o777).toBe(0o700);
    expect(folder.uid).toBe(tester().uid);
  });
