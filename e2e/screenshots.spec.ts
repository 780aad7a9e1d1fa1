import { join } from 'node:path';
import { demoRun } from '../src/shared/model/demo-run';
import type { RunConfigInput } from '../src/shared/model/run-config';
import type { AppWindow } from './setup/app-window';
import { expect, test } from './setup/fixtures';
import { endlessRun, endsAs, output } from './setup/recording';

/** Folder for the pictures; without it they are not made. */
const FOLDER = process.env['CT_SCREENSHOTS'];
const SIZES = [
  [1280, 800],
  [960, 640],
] as const;

/** docs/images/window.png; low enough to end above the library's path, which is this machine's. */
const README_SIZE = [1280, 672] as const;

const LIBRARY: RunConfigInput[] = [
  {
    ...demoRun('podman'),
    title: 'Heap of one ls',
    command: ['ls', '-la', '/usr/bin'],
    recording: { preset: 'memory' },
  },
  { ...demoRun('podman'), title: 'Threads, children and one slow function', command: ['ct-sample'] },
  { ...demoRun('podman'), title: 'A folder that is not there', command: ['ls', '/nowhere'] },
  {
    ...demoRun('podman'),
    title: 'Every event of a recursive listing',
    command: ['ls', '-R', '/usr/share'],
    recording: { preset: 'everything' },
  },
  { ...demoRun('podman'), title: 'Three containers in one trace', repeat: 3, command: ['ls', '-la', '/'] },
];

test('pictures of every view and state, from the real app with real traces', async ({ ct }) => {
  test.setTimeout(600_000);
  const { page } = ct;
  await expect(page.getByRole('tab', { name: 'Shell script' })).toBeVisible({ timeout: 60_000 });
  await shoot(ct, 'record');
  await page.getByRole('tab', { name: 'Shell script' }).click();
  await shoot(ct, 'record-script');
  await page.getByRole('tab', { name: 'Steps' }).click();
  await ct.go('Traces');
  await shoot(ct, 'traces-empty');
  await ct.go('Doctor');
  await expect(page.getByRole('button', { name: 'Look again' })).toBeEnabled({ timeout: 60_000 });
  await shoot(ct, 'doctor');

  for (const config of LIBRARY) await recorded(ct, config);
  await ct.ask('run:record', { config: endlessRun() });
  await ct.go('Record');
  await expect(output(ct)).toContainText('root', { timeout: 60_000 });
  await shoot(ct, 'run');
  await ct.go('Traces');
  await shoot(ct, 'traces-run-bar');
  await ct.go('Record');
  await page.getByRole('button', { name: /^Stop and keep/ }).click();
  await endsAs(ct, 'Recorded');
  await shoot(ct, 'run-over');
  await page.getByRole('button', { name: 'New recording' }).click();
  await page.getByRole('button', { name: /^Record the demo/ }).click();
  await endsAs(ct, 'Recorded', 120_000);
  await expect(page.getByText('counting…')).toHaveCount(0, { timeout: 60_000 });
  await shoot(ct, 'demo-over');
  await page.getByRole('button', { name: 'Show in list' }).click();
  await expect(page.getByRole('complementary').getByRole('heading', { name: 'Files' })).toBeVisible();
  await shoot(ct, 'traces');
  await sized(ct, README_SIZE);
  await page.screenshot({ path: join(FOLDER ?? '', 'window.png') });
  await page.getByRole('complementary').getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Deleted' })).toBeVisible();
  await shoot(ct, 'traces-delete');
});

test('pictures of a run that failed', async ({ ct }) => {
  await ct.ask('run:record', {
    config: { ...demoRun('podman'), title: 'No such program', command: ['there-is-no-such-program'] },
  });
  await ct.go('Record');
  await endsAs(ct, 'Failed');
  await shoot(ct, 'run-failed');
});

async function recorded(ct: AppWindow, config: RunConfigInput): Promise<void> {
  const { runId } = await ct.ask('run:record', { config });
  const events = async (): Promise<number | null> =>
    (await ct.ask('traces:list', null)).find((row) => row.id === runId)?.events ?? null;
  await expect.poll(events, { message: `${config.title} is counted`, timeout: 120_000 }).not.toBeNull();
}

/** In both themes and both sizes; ends with the larger one. */
async function shoot(ct: AppWindow, name: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const)
    for (const [width, height] of SIZES.toReversed()) {
      await ct.page.emulateMedia({ colorScheme });
      await sized(ct, [width, height]);
      await ct.page.screenshot({ path: join(FOLDER ?? '', `${name}-${colorScheme}-${width}.png`) });
    }
}

async function sized({ app, page }: AppWindow, [width, height]: readonly [number, number]): Promise<void> {
  const size = [width, height] as const;
  await app.evaluate(({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h), size);
  await page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, size);
}
