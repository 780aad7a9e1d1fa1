import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import type { Visit } from './visit';

const LOOKED = { timeout: 60_000 };
const image = ({ page }: AppWindow) => page.getByRole('combobox', { name: 'Image', exact: true });

/** The record form: as it opens, with what folds out and drops down, and with a wrong value in many fields. */
export async function recordStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  await ct.go('Record');
  await expect(page.getByRole('tab', { name: 'Shell script' })).toBeVisible(LOOKED);
  await page.getByRole('radio', { name: /^Podman/ }).click();
  await expect(page.getByText(/^Ready for tracing/)).toBeVisible(LOOKED);
  await expect(page.getByRole('button', { name: /^Record the demo/ })).toBeEnabled(LOOKED);
  await planned(ct);
  await visit('record', { main: true });
  await page.getByRole('tab', { name: 'Shell script' }).click();
  await visit('record-script');
  await page.getByRole('tab', { name: 'Steps' }).click();

  await page.getByRole('button', { name: 'Show the images' }).click();
  await expect(page.getByRole('option').first()).toBeVisible(LOOKED);
  await visit('record-images');
  await page.keyboard.press('Escape');
  await image(ct).fill('no-such-image:7');
  await page.keyboard.press('Escape');
  await expect(page.getByText('podman pull no-such-image:7').first()).toBeVisible();
  await visit('record-image-missing');
  await page.getByRole('button', { name: /^Setups/ }).click();
  await visit('record-setups');
  await page.getByRole('menuitem', { name: 'Fill in the demo' }).click();

  const details = page.getByRole('button', { name: /^Details/ });
  await details.click();
  await page.getByRole('button', { name: 'Add an event' }).click();
  await page.getByLabel('Name or pattern').first().fill('lttng_ust_libc:m*');
  await page.keyboard.press('Escape');
  await planned(ct);
  await visit('record-details', { main: true, at: page.getByRole('button', { name: 'Add an event' }) });
  await page
    .getByRole('button', { name: /^Remove event/ })
    .first()
    .click();
  await details.click();
  await wrongValues(ct, visit);
}

/** The plan of what the form says stands there. */
const planned = ({ page }: AppWindow): Promise<void> =>
  expect(page.getByText('Making the plan…')).toHaveCount(0, LOOKED);

async function wrongValues({ page }: AppWindow, visit: Visit): Promise<void> {
  await page.getByRole('button', { name: 'Add a variable' }).click();
  await page.getByLabel('Name of variable 1').fill('A-B');
  await page.getByRole('button', { name: 'Add a volume' }).click();
  await page.getByLabel('Path on this machine of volume 1').fill('/tmp');
  await page.getByLabel('Path in the container of volume 1').fill('mnt');
  await page.getByRole('button', { name: /More of the container/ }).click();
  await page.getByLabel('Directory').fill('tmp');
  await page.getByLabel('Command', { exact: true }).fill('ls -la | cat');
  await page.getByLabel('Repeat').fill('twice');
  await page.getByLabel('Repeat').blur();
  await expect(page.getByText(/means something to a shell only/).first()).toBeVisible();
  await visit('record-wrong', { main: true });
  await visit('record-wrong-below', { at: page.getByLabel('Time limit', { exact: true }) });
  const setups = page.getByRole('button', { name: /^Setups/ });
  await setups.click();
  await page.getByRole('menuitem', { name: 'Save as…' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await visit('record-save-setup');
  await page.keyboard.press('Escape');
  await setups.click();
  await page.getByRole('menuitem', { name: 'Empty the form' }).click();
  await visit('record-empty');
  await setups.click();
  await page.getByRole('menuitem', { name: 'Fill in the demo' }).click();
}

/** A machine on which an engine is down: the app was started with a DOCKER_HOST where nobody listens. */
export async function engineDownStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  await ct.go('Record');
  await expect(page.getByRole('tab', { name: 'Shell script' })).toBeVisible(LOOKED);
  await page.getByRole('radio', { name: /^Docker/ }).click();
  await expect(page.getByText(/Nothing listens on/).first()).toBeVisible(LOOKED);
  await visit('record-engine-down', { main: true });
  await ct.go('Doctor');
  await expect(page.getByText(/^Looked at [\d:]+/).last()).toBeVisible(LOOKED);
  await visit('doctor-engine-down');
}
