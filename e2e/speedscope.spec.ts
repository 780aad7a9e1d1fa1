import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { texts } from '../src/renderer/texts/en';
import { TRACE_FILE_FORMATS } from '../src/shared/archive/formats';
import type { AppWindow } from './setup/app-window';
import type { Desk } from './setup/desk';
import { expect, test } from './setup/fixtures';
import { plantSample } from './setup/sample-trace';
import { willSaveIn } from './setup/will-save';

const ID = '20260304-120000-000000';
const TITLE = 'Kernel and userspace';
const { viewers, traces, transfers } = texts;

const bar = ({ page }: AppWindow) => page.getByRole('region', { name: transfers.label });

async function openMenu(ct: AppWindow, desk: Desk): Promise<void> {
  plantSample(desk, ID, TITLE);
  await ct.go(texts.views.traces);
  await ct.page.getByRole('row', { name: TITLE }).click({ button: 'right' });
}

test('a trace opens in speedscope, which reaches no network, and its profile is deleted with the window', async ({
  ct,
  desk,
}) => {
  // Drawing without a graphics card, and the requests below.
  ct.complaints.provoke(/WebGL|GL Driver Message/);
  ct.complaints.provoke(/Refused to connect to|status of 404/);
  await openMenu(ct, desk);
  const opening = ct.app.waitForEvent('window');
  await ct.page.getByRole('menuitem', { name: viewers.speedscope }).click();
  const viewer: Page = await opening;
  await expect(ct.page.getByRole('status').filter({ hasText: transfers.view.done(TITLE) })).toHaveCount(1);
  await expect(bar(ct)).toHaveCount(0);
  // speedscope writes the name of the profile and its position among all profiles into its toolbar.
  await expect(viewer.getByText(/\(\d+\/\d+\)/).first()).toBeVisible();
  expect(new URL(viewer.url()).host).toBe('speedscope.invalid');
  const answers = await viewer.evaluate(async () => {
    const statusOf = (url: string): Promise<string> =>
      fetch(url, { mode: 'no-cors' }).then(
        ({ status, type }) => `${status} ${type}`,
        () => 'refused',
      );
    return {
      elsewhere: await statusOf('https://www.speedscope.app/'),
      file: await statusOf('file:///etc/passwd'),
      above: await statusOf('/..%2f..%2fpackage.json'),
      bridge: 'bridge' in window || 'require' in window,
    };
  });
  expect(answers).toMatchObject({ elsewhere: 'refused', file: 'refused', bridge: false });
  expect(answers.above).toContain('404');
  const cache = await ct.app.evaluate(() => {
    const { CONTAINERS_TRACE_CACHE: own, XDG_CACHE_HOME: shared, HOME: home } = process.env;
    return own || `${shared || `${home}/.cache`}/containers-trace`;
  });
  const profiles = join(cache, 'speedscope');
  expect(readdirSync(profiles)).toHaveLength(1);
  await viewer.close();
  await expect.poll(() => readdirSync(profiles)).toEqual([]);
});

test('a trace is exported for another viewer from its menu', async ({ ct, desk }) => {
  const out = await willSaveIn(ct, 'out');
  await openMenu(ct, desk);
  await ct.page.getByRole('menuitem', { name: traces.menu.exportAs }).click();
  await ct.page.getByRole('menuitem', { name: TRACE_FILE_FORMATS.chrome.title }).click();
  await expect(bar(ct)).toContainText(transfers.export.done(TITLE));
  const [name = ''] = readdirSync(out);
  expect(name).toMatch(/\.chrome\.json$/);
  expect(existsSync(join(out, name))).toBe(true);
  expect(JSON.parse(readFileSync(join(out, name), 'utf8')).traceEvents.length).toBeGreaterThan(10_000);
});
