import { texts } from '../../src/renderer/texts/en';
import { commandProblemText } from '../../src/shared/request/split-command';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import type { Visit } from './visit';
import { madeBy, startingWith } from './wording';

const LOOKED = { timeout: 60_000 };
const image = ({ page }: AppWindow) => page.getByRole('combobox', { name: texts.record.fields.image, exact: true });

/** The record form: as it opens, with what folds out and drops down, and with a wrong value in many fields. */
export async function recordStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  await ct.go(texts.views.record);
  await expect(page.getByRole('tab', { name: texts.record.script })).toBeVisible(LOOKED);
  await page.getByRole('radio', { name: /^Podman/ }).click();
  await expect(page.getByText(startingWith(texts.images.ready))).toBeVisible(LOOKED);
  await expect(page.getByRole('button', { name: startingWith(texts.record.startDemo) })).toBeEnabled(LOOKED);
  await planned(ct);
  await visit('record', { main: true });
  await page.getByRole('tab', { name: texts.record.script }).click();
  await visit('record-script');
  await page.getByRole('tab', { name: texts.record.steps }).click();

  await page.getByRole('button', { name: texts.images.show }).click();
  await expect(page.getByRole('option').first()).toBeVisible(LOOKED);
  await visit('record-images');
  await page.keyboard.press('Escape');
  await image(ct).fill('no-such-image:7');
  await page.keyboard.press('Escape');
  await expect(page.getByText('podman pull no-such-image:7').first()).toBeVisible();
  await visit('record-image-missing');
  await page.getByRole('button', { name: startingWith(texts.record.setups.menu) }).click();
  await visit('record-setups');
  await page.getByRole('menuitem', { name: texts.record.setups.demo }).click();

  const details = page.getByRole('button', { name: startingWith(texts.recording.details) });
  await details.click();
  await page.getByRole('button', { name: texts.recording.events.add }).click();
  await page.getByLabel(texts.recording.events.pattern).first().fill('lttng_ust_libc:m*');
  await page.keyboard.press('Escape');
  await planned(ct);
  await visit('record-details', { main: true, at: page.getByRole('button', { name: texts.recording.events.add }) });
  await page
    .getByRole('button', { name: startingWith(texts.recording.events.remove('')) })
    .first()
    .click();
  await details.click();
  await wrongValues(ct, visit);
}

/** The plan of what the form says stands there. */
const planned = ({ page }: AppWindow): Promise<void> =>
  expect(page.getByText(texts.record.planning)).toHaveCount(0, LOOKED);

async function wrongValues({ page }: AppWindow, visit: Visit): Promise<void> {
  await page.getByRole('button', { name: texts.record.env.add }).click();
  await page.getByLabel(texts.record.env.name(1)).fill('A-B');
  await page.getByRole('button', { name: texts.record.volumes.add }).click();
  await page.getByLabel(texts.record.volumes.source(1)).fill('/tmp');
  await page.getByLabel(texts.record.volumes.target(1)).fill('mnt');
  await page.getByRole('button', { name: startingWith(texts.record.more.title) }).click();
  await page.getByLabel(texts.record.fields.workdir).fill('tmp');
  await page.getByLabel(texts.record.fields.command, { exact: true }).fill('ls -la | cat');
  await page.getByLabel(texts.record.fields.repeat).fill('twice');
  await page.getByLabel(texts.record.fields.repeat).blur();
  await expect(page.getByText(commandProblemText({ kind: 'operator', text: '|' })).first()).toBeVisible();
  await visit('record-wrong', { main: true });
  await visit('record-wrong-below', { at: page.getByLabel(texts.record.fields.maxDurationS, { exact: true }) });
  const setups = page.getByRole('button', { name: startingWith(texts.record.setups.menu) });
  await setups.click();
  await page.getByRole('menuitem', { name: texts.record.setups.saveAs }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await visit('record-save-setup');
  await page.keyboard.press('Escape');
  await setups.click();
  await page.getByRole('menuitem', { name: texts.record.setups.empty }).click();
  await visit('record-empty');
  await setups.click();
  await page.getByRole('menuitem', { name: texts.record.setups.demo }).click();
}

/** A machine on which an engine is down: the app was started with a DOCKER_HOST where nobody listens. */
export async function engineDownStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  await ct.go(texts.views.record);
  await expect(page.getByRole('tab', { name: texts.record.script })).toBeVisible(LOOKED);
  await page.getByRole('radio', { name: /^Docker/ }).click();
  await expect(page.getByText(/Nothing listens on/).first()).toBeVisible(LOOKED);
  await visit('record-engine-down', { main: true });
  await ct.go(texts.views.doctor);
  await expect(page.getByText(madeBy(texts.doctor.checkedAt)).last()).toBeVisible(LOOKED);
  await visit('doctor-engine-down');
}
