import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { CHECK_LIST } from '../src/shared/doctor/check-list';
import { openedWorld } from '../tests/setup/world-state';
import type { AppWindow } from './setup/app-window';
import { expect, test } from './setup/fixtures';
import { endsAs } from './setup/recording';
import { tester } from './setup/tester';

const LOOKED = { timeout: 60_000 };

async function openDoctor(ct: AppWindow): Promise<void> {
  await ct.go(texts.views.doctor);
  await expect(ct.page.locator('.doctor-looked')).toBeVisible(LOOKED);
}

/** Takes a screenshot on request. */
const picture = async ({ page }: AppWindow, name: string): Promise<void> => {
  const folder = process.env['CT_SCREENSHOTS'];
  if (folder) await page.screenshot({ path: join(folder, `doctor-${name}.png`) });
};

const line = ({ page }: AppWindow, group: string, title: string) =>
  page.getByRole('region', { name: group, exact: true }).getByRole('button', { name: new RegExp(`^\\S.* ${title} `) });

test('checks stream into their places, one is opened, and the report is copied without secrets', async ({ ct }) => {
  const { page } = ct;
  await openDoctor(ct);
  const titles = await page.getByRole('main').getByRole('heading', { level: 2 }).allInnerTexts();
  expect(titles).toEqual(['Tracer', 'Kernel', 'Podman', 'Docker', 'Apptainer', 'Viewer', 'Elevation', 'Disk']);
  await expect(page.locator('.check')).toHaveCount(CHECK_LIST.length);
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(/\d/);

  const kernel = line(ct, 'Kernel', 'Kernel tracer');
  await kernel.focus();
  await page.keyboard.press('Enter');
  const { checks } = await ct.ask('doctor:run', null);
  const why = checks.find(({ id }) => id === 'kernel-tracer')?.why ?? 'the check has no explanation';
  await expect(page.getByText(why)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText(why)).toBeHidden();
  await picture(ct, 'all');

  await page.getByRole('button', { name: texts.doctor.copyReport }).click();
  await expect(page.getByRole('button', { name: texts.doctor.reportCopied })).toBeVisible();
  const report = await ct.app.evaluate(({ clipboard }) => clipboard.readText());
  expect(report).toMatch(/^Containers Trace [\d.]+.*, Electron [\d.]+/);
  for (const { title } of CHECK_LIST) expect(report.toLowerCase()).toContain(`${title.toLowerCase()}: `);
  const { env } = tester();
  for (const secret of [env['HOME'], env['USER'], env['DOCKER_HOST'], ct.desk.libraryDir])
    if (secret) expect(report).not.toContain(secret);
});

test('a missing library is reported, and created by the remedy that is shown', async ({ ct }) => {
  const { page, desk } = ct;
  await openDoctor(ct);
  rmSync(desk.libraryDir, { recursive: true });
  await page.keyboard.press('F5');
  const library = line(ct, 'Disk', 'Library');
  await expect(library).not.toContainText('GiB', LOOKED);
  await expect(library).toContainText(desk.libraryDir);
  await library.click();
  await page.getByRole('button', { name: texts.doctor.run }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(`mkdir -p ${desk.libraryDir}`);
  await picture(ct, 'ask');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect(existsSync(desk.libraryDir), 'Escape runs nothing').toBe(false);

  await page.getByRole('button', { name: texts.doctor.run }).click();
  await dialog.getByRole('button', { name: texts.doctor.remedyDialog.confirm }).click();
  await expect(dialog.getByText(texts.doctor.remedyDialog.done)).toBeVisible();
  await picture(ct, 'said');
  await dialog.getByRole('button', { name: texts.doctor.remedyDialog.close }).click();
  await expect(library).toContainText('GiB', LOOKED);
  expect(existsSync(desk.libraryDir)).toBe(true);
  await expect(page.getByRole('button', { name: texts.doctor.run })).toBeHidden();
});

test('main runs only its own remedies, and only for problems that exist', async ({ ct }) => {
  await openDoctor(ct);
  await expect(ct.ask('doctor:fix', { checkId: 'library' })).rejects.toThrow(/^config/);
  await expect(ct.ask('doctor:fix', { checkId: 'tracer; rm -rf ~' })).rejects.toThrow(/^missing/);
});

test('the sanity check makes a trace without a container', async ({ ct }) => {
  await openDoctor(ct);
  await ct.page.getByRole('button', { name: texts.doctor.sanity, exact: true }).click();
  await endsAs(ct, texts.run.phase.kept, 120_000);
  const [trace] = await ct.ask('traces:list', null);
  expect(trace).toMatchObject({ title: 'Sanity check: ls -la /' });
});

test('an engine that stops and starts again is detected when the window gets the focus again', async ({ ct }) => {
  const socket = (tester().env['DOCKER_HOST'] ?? '').replace('unix://', '');
  test.skip(!openedWorld() && !existsSync(socket), 'there is no Docker socket of our own to take away');
  await openDoctor(ct);
  const engine = line(ct, 'Docker', 'Engine');
  await expect(engine).toContainText('answers');
  renameSync(socket, `${socket}.away`);
  try {
    await ct.page.getByRole('button', { name: texts.doctor.checkAgain }).click();
    await expect(engine).toContainText('Nothing listens', LOOKED);
    await expect(ct.page.getByRole('region', { name: 'Docker', exact: true }).locator('.check')).toHaveCount(1);
    await engine.click();
    await expect(ct.page.getByText('sudo systemctl start docker')).toBeVisible();
    await expect(ct.page.getByRole('button', { name: /^Docker: / })).not.toHaveAccessibleName(/ready/);
    await picture(ct, 'stopped');
  } finally {
    renameSync(`${socket}.away`, socket);
  }
  // Pretend that half a minute has passed. Only then does the window check again.
  await ct.page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 31_000;
    window.dispatchEvent(new Event('focus'));
  });
  await expect(engine).toContainText('answers', LOOKED);
});
