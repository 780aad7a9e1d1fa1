import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import { kernelDraft } from './kernel-draft';
import type { Visit } from './visit';

const LOOKED = { timeout: 60_000 };

/** The form and the kernel: where this machine cannot record it, as a setup of another machine asks for it, and with what is wrong. */
export async function kernelStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  await ct.ask('setups:save', { name: 'With the kernel', draft: kernelDraft() });
  await ct.go('Traces');
  await ct.go('Record');
  const kernel = page.getByRole('checkbox', { name: 'Kernel', exact: true });
  const impossible = (await ct.ask('doctor:run', null)).kernel.level === null;
  if (impossible) {
    await expect(kernel).toBeDisabled(LOOKED);
    await visit('record-no-kernel', { main: true, at: kernel });
    await page.getByRole('button', { name: 'Why, and the way out' }).click();
    await visit('record-no-kernel-why', { at: kernel });
  }
  await page.getByRole('button', { name: /^How it is kept/ }).click();
  await visit('record-keeping', { at: page.getByLabel('Size of a part', { exact: true }) });
  await page.getByRole('radio', { name: 'Flight recorder' }).click();
  await visit('record-flight-recorder', { at: page.getByRole('radio', { name: 'Flight recorder' }) });
  await page.getByRole('button', { name: /^How it is kept/ }).click();

  await page.getByRole('button', { name: /^Setups/ }).click();
  await page.getByRole('menuitemradio', { name: 'With the kernel' }).click();
  await expect(kernel).toBeChecked();
  const without = page.getByRole('button', { name: 'Record userspace only' });
  if (impossible) await expect(without).toBeVisible(LOOKED);
  await visit('record-kernel', { main: true, at: kernel });
  await page.getByRole('button', { name: /^Details of the kernel/ }).click();
  await page.getByRole('button', { name: 'Add a tracepoint' }).click();
  await visit('record-kernel-offers');
  const second = page.getByRole('combobox', { name: 'Tracepoint 2' });
  await second.fill('sched switch');
  await page.keyboard.press('Escape');
  await second.blur();
  await expect(page.getByText(/A kernel event holds letters/).first()).toBeVisible();
  await visit('record-kernel-wrong', { main: true, at: second });
  await visit('record-kernel-buffers', { at: page.getByText('As this machine allows') });
  await page.getByRole('button', { name: 'Remove tracepoint 2' }).click();
  await page.getByRole('button', { name: /^Details of the kernel/ }).click();
  await (impossible ? without : kernel).click();
  await expect(kernel).not.toBeChecked();
  await page.getByRole('button', { name: /^With the kernel/ }).click();
  await page.getByRole('menuitem', { name: 'Fill in the demo' }).click();
}
