import { texts } from '../../src/renderer/texts/en';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import { kernelDraft } from './kernel-draft';
import type { Visit } from './visit';
import { startingWith } from './wording';

const LOOKED = { timeout: 60_000 };

/** The form and the kernel: where this machine cannot record it, as a setup of another machine asks for it, and with what is wrong. */
export async function kernelStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  await ct.ask('setups:save', { name: 'With the kernel', draft: kernelDraft() });
  await ct.go(texts.views.traces);
  await ct.go(texts.views.record);
  const kernel = page.getByRole('checkbox', { name: texts.recording.kernel.title, exact: true });
  const impossible = (await ct.ask('doctor:run', null)).kernel.level === null;
  if (impossible) {
    await expect(kernel).toBeDisabled(LOOKED);
    await visit('record-no-kernel', { main: true, at: kernel });
    await page.getByRole('button', { name: texts.recording.kernel.impossible.wayOut }).click();
    await visit('record-no-kernel-why', { at: kernel });
  }
  await page.getByRole('button', { name: startingWith(texts.recording.storage.title) }).click();
  await visit('record-keeping', { at: page.getByLabel(texts.record.fields.rotateMiB, { exact: true }) });
  await page.getByRole('radio', { name: texts.recording.storage.modes['flight-recorder'].title }).click();
  await visit('record-flight-recorder', {
    at: page.getByRole('radio', { name: texts.recording.storage.modes['flight-recorder'].title }),
  });
  await page.getByRole('button', { name: startingWith(texts.recording.storage.title) }).click();

  await page.getByRole('button', { name: startingWith(texts.record.setups.menu) }).click();
  await page.getByRole('menuitemradio', { name: 'With the kernel' }).click();
  await expect(kernel).toBeChecked();
  const without = page.getByRole('button', { name: texts.record.userspaceOnly });
  if (impossible) await expect(without).toBeVisible(LOOKED);
  await visit('record-kernel', { main: true, at: kernel });
  await page.getByRole('button', { name: startingWith(texts.recording.kernel.details) }).click();
  await page.getByRole('button', { name: texts.recording.kernel.tracepoints.add }).click();
  await visit('record-kernel-offers');
  const second = page.getByRole('combobox', { name: texts.recording.kernel.tracepoints.one('2') });
  await second.fill('sched switch');
  await page.keyboard.press('Escape');
  await second.blur();
  await expect(page.getByText(/A kernel event holds letters/).first()).toBeVisible();
  await visit('record-kernel-wrong', { main: true, at: second });
  await visit('record-kernel-buffers', { at: page.getByText(texts.recording.kernel.buffers.automaticLabel) });
  await page.getByRole('button', { name: texts.recording.kernel.tracepoints.remove('2') }).click();
  await page.getByRole('button', { name: startingWith(texts.recording.kernel.details) }).click();
  await (impossible ? without : kernel).click();
  await expect(kernel).not.toBeChecked();
  await page.getByRole('button', { name: /^With the kernel/ }).click();
  await page.getByRole('menuitem', { name: texts.record.setups.demo }).click();
}
