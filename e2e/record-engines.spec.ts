import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { openedWorld, world } from '../tests/setup/world-state';
import { type EngineRelay, engineRelay } from './setup/engine-relay';
import { test as base, expect } from './setup/fixtures';
import { openForm } from './setup/record-form';

/** Docker behind a relay socket, which is up when the window opens. */
const test = base.extend<{ docker: EngineRelay }>({
  docker: async ({ desk }, use, info) => {
    info.skip(openedWorld() === undefined, 'Docker is sure to be there in the test world only');
    const socket = join(desk.runtimeDir, 'docker.sock');
    const relay = engineRelay(socket, world().docker.socket);
    await relay.up();
    desk.env['DOCKER_HOST'] = `unix://${socket}`;
    await use(relay);
    await relay.down();
  },
});

test('an engine that stops while the window is open is shown as stopped, and as ready when it is back', async ({
  docker,
  ct,
}) => {
  const { page } = ct;
  const form = await openForm(ct);
  const row = page.locator('.engine', { hasText: 'Docker' });
  await expect(row).toContainText('ready');
  await form.engine('Docker').click();
  await expect(form.record).toBeEnabled({ timeout: 60_000 });

  await docker.down();
  // The next plan detects it without a manual refresh.
  await form.text(texts.record.fields.command).fill('ls /usr');
  await expect(row).toContainText(texts.frame.engineState.stopped, { timeout: 60_000 });
  await expect(form.record).toBeDisabled();
  await expect(form.reason).toHaveText(texts.record.reason.engineNotReady('Docker'));
  await expect(form.engine('Podman')).toBeEnabled();

  await docker.up();
  await row.getByRole('button', { name: texts.doctor.checkAgain }).click();
  await expect(row).toContainText('ready', { timeout: 60_000 });
  await expect(form.record).toBeEnabled({ timeout: 60_000 });
});

test('options of only one engine are shown with that engine, and sent only to it', async ({ ct }) => {
  const { page } = ct;
  const form = await openForm(ct);
  await form.more.click();
  const rootInside = page.getByRole('checkbox', { name: /^Root inside/ });
  await expect(rootInside).toHaveCount(0);
  await form.engine('Apptainer').click();
  await rootInside.click();
  await expect(rootInside).toBeChecked();
  await form.more.click();
  await expect(form.more).toContainText('fakeroot');
  await form.engine('Podman').click();
  await expect(form.more).not.toContainText('fakeroot');
});
