import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { worldEngines } from '../tests/leaks/world-scope';
import { buildLeftovers } from '../tests/real/entries/slow-recipe';
import { runTool } from '../tests/setup/run-tool';
import { openedWorld, world } from '../tests/setup/world-state';
import type { AppWindow } from './setup/app-window';
import { test as base, expect } from './setup/fixtures';
import { willChoose } from './setup/will-choose';

const labels = texts.instrument;
const test = base.extend({
  desk: async ({ desk }, use, info) => {
    info.skip(openedWorld() === undefined, 'the Containerfiles stand on the test world’s base image');
    await use(desk);
  },
});

/** A build context. No compiler is in the world's base image, so a step writes what the wrapper would report. */
function context(...steps: string[]): string {
  const folder = mkdtempSync(join(world().folder, 'My Program-'));
  writeFileSync(join(folder, 'Containerfile'), `${[`FROM ${world().images.base}`, ...steps].join('\n')}\n`);
  runTool('chmod', ['-R', 'a+rX', folder]);
  return folder;
}
const REPORT = `RUN printf 'instrumented\\t12\\t3\\t/src\\tmain.c\\nfreestanding\\t0\\t0\\t/src\\tboot.c\\n' >> /usr/lib/containers-trace-build/report/files`;

async function openDialog(ct: AppWindow) {
  await ct.go(texts.views.record);
  const podman = ct.page.getByRole('radio', { name: /^Podman/ });
  await expect(podman).toBeVisible({ timeout: 60_000 });
  await podman.click();
  await ct.page.getByRole('button', { name: labels.open, exact: true }).click();
  const dialog = ct.page.getByRole('dialog', { name: labels.title });
  await expect(dialog).toBeVisible();
  return dialog;
}

test('a folder is instrumented: progress survives a reload, cancel leaves nothing, and the result is recorded', async ({
  ct,
}) => {
  const { page } = ct;
  const slow = context('RUN echo in the middle; sleep 3607');
  const dialog = await openDialog(ct);
  await willChoose(ct, slow);
  await dialog.getByRole('button', { name: labels.browse }).click();
  await expect(dialog.getByRole('textbox', { name: labels.folder, exact: true })).toHaveValue(slow);
  await dialog.getByRole('textbox', { name: labels.tag }).fill('localhost/ct-window:1');
  await dialog.getByRole('textbox', { name: labels.options }).fill('--network none');
  await page.screenshot({ path: '/tmp/ip/form.png' });
  await dialog.getByRole('button', { name: labels.build, exact: true }).click();
  await expect(dialog).toContainText('in the middle', { timeout: 60_000 });
  await page.reload();
  await page.getByRole('button', { name: labels.building('localhost/ct-window:1') }).click();
  await dialog.getByRole('button', { name: labels.cancelBuild }).click();
  await expect(dialog.getByRole('textbox', { name: labels.folder, exact: true })).toBeVisible({ timeout: 60_000 });
  expect(await buildLeftovers(worldEngines()['podman rootless'])).toEqual([]);

  const build = async (folder: string): Promise<void> => {
    await dialog.getByRole('textbox', { name: labels.folder, exact: true }).fill(folder);
    await dialog.getByRole('textbox', { name: labels.tag }).fill('localhost/ct-window:1');
    await dialog.getByRole('textbox', { name: labels.options }).fill('--network none');
    await dialog.getByRole('button', { name: labels.build, exact: true }).click();
  };
  await build(context('RUN true'));
  await expect(dialog).toContainText(labels.failed('localhost/ct-window:1'), { timeout: 60_000 });
  await expect(dialog.locator('.notice-danger')).toBeVisible();
  await page.screenshot({ path: '/tmp/ip/error.png' });
  await dialog.getByRole('button', { name: labels.again }).click();

  await build(context(REPORT));
  await expect(dialog).toContainText(labels.summary('12', '1'), { timeout: 60_000 });
  await expect(dialog.getByRole('row', { name: /boot\.c/ })).toBeVisible();
  await page.screenshot({ path: '/tmp/ip/result.png' });
  await dialog.getByRole('button', { name: labels.record }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('combobox', { name: texts.record.fields.image, exact: true })).toHaveValue(
    'localhost/ct-window:1',
  );
});
