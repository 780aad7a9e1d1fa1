import { texts } from '../src/renderer/texts/en';
import { NO_PRIVILEGE } from '../src/shared/planning/plan-run';
import { openedWorld } from '../tests/setup/world-state';
import { type AppWindow, openWindow } from './setup/app-window';
import { fillLibrary } from './setup/fill-library';
import { test as base, end, expect } from './setup/fixtures';
import { kernelDraft } from './setup/kernel-draft';
import { kernelRun, kernelTrace } from './setup/kernel-trace';
import { openForm } from './setup/record-form';
import { endsAs } from './setup/recording';
import { startingWith } from './setup/wording';

const LOOKED = { timeout: 60_000 };

/** These tests need a kernel that cannot be traced. The tests in the virtual machine cover the other case. */
const test = base.extend<{ refused: AppWindow }>({
  refused: async ({ ct }, use, info) => {
    const { kernel } = await ct.ask('doctor:run', null);
    info.skip(kernel.level !== null, 'this machine can record the kernel');
    await use(ct);
  },
});

const kernelBox = ({ page }: AppWindow) =>
  page.getByRole('checkbox', { name: texts.recording.kernel.title, exact: true });

async function chooseSetup({ page }: AppWindow, name: string): Promise<void> {
  await page.getByRole('button', { name: startingWith(texts.record.setups.menu) }).click();
  await page.getByRole('menuitemradio', { name }).click();
}

test('the form explains why the kernel cannot be recorded and what to do, and userspace is recorded', async ({
  refused: ct,
}) => {
  const { page } = ct;
  const form = await openForm(ct);
  const { kernel } = await ct.ask('doctor:run', null);
  await expect(kernelBox(ct)).toBeDisabled(LOOKED);
  await expect(kernelBox(ct)).not.toBeChecked();
  await expect(page.getByText(kernel.refusal?.message ?? '', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: texts.recording.kernel.impossible.wayOut }).click();
  // The text after the commands of the hint.
  await expect(page.getByText(kernel.refusal?.hint?.split('`').at(-1) ?? 'no hint')).toBeVisible();
  if (kernel.remedy) await expect(page.getByText(kernel.remedy).first()).toBeVisible();
  await expect(page.getByRole('group', { name: texts.record.steps })).toBeVisible(LOOKED);
  await expect(page.getByText(NO_PRIVILEGE.reason)).toBeVisible();
  await expect(form.record).toBeEnabled(LOOKED);
  await page.getByRole('button', { name: texts.frame.openDoctor, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: texts.views.doctor })).toBeFocused();
});

test('a setup with the kernel is selected, corrected, kept over a restart, and omitted', async ({ desk }) => {
  let ct = await openWindow(desk);
  const { kernel } = await ct.ask('doctor:run', null);
  await ct.ask('setups:save', { name: 'With the kernel', draft: kernelDraft() });
  await ct.go(texts.views.traces);
  let form = await openForm(ct);
  const { page } = ct;
  await chooseSetup(ct, 'With the kernel');
  const presets = page.getByRole('radiogroup', { name: texts.record.fields['recording.kernel.preset'] });
  await expect(kernelBox(ct)).toBeChecked();
  await expect(presets.getByRole('radio', { name: 'Container' })).toBeChecked();
  await expect(
    page.getByRole('checkbox', { name: texts.record.fields['recording.kernel.containersOnly'] }),
  ).toBeChecked();
  await expect(
    presets.getByText(texts.recording.kernel.costs('megabytes a second').replace(/\.$/, ''), { exact: false }),
  ).toBeVisible();
  await presets.getByRole('radio', { name: 'Container' }).press('ArrowDown');
  await expect(presets.getByRole('radio', { name: 'Scheduling' })).toBeChecked();

  await page.getByRole('button', { name: startingWith(texts.recording.kernel.details) }).click();
  const second = page.getByRole('combobox', { name: texts.recording.kernel.tracepoints.one('2') });
  await page.getByRole('button', { name: texts.recording.kernel.tracepoints.add }).click();
  await expect(second).toBeFocused();
  await second.pressSequentially('block rq');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(second).toHaveAttribute('aria-invalid', 'true');
  expect(await form.errorOf(second)).toBe('A kernel event holds letters, digits, _ and *.');
  await expect(form.reason).toContainText('A kernel event holds letters');
  await second.fill('');
  await second.pressSequentially('block_rq_i');
  await page.getByRole('option', { name: 'block_rq_insert' }).click();
  await expect(second).toHaveValue('block_rq_insert');
  await page.getByRole('checkbox', { name: texts.recording.kernel.buffers.automaticLabel }).click();
  await page.getByRole('combobox', { name: texts.recording.buffers.size }).last().click();
  await page.getByRole('option', { name: '512 KiB' }).click();
  await page.getByRole('checkbox', { name: 'prio' }).click();
  await page.getByRole('button', { name: startingWith(texts.recording.storage.title) }).click();
  await form.text(texts.record.fields.rotateMiB).fill('0.5');
  await form.text(texts.record.fields.rotateMiB).blur();
  expect(await form.errorOf(form.text(texts.record.fields.rotateMiB))).toBe(
    'A rotation size is at least 1 MiB (1048576).',
  );
  await form.text(texts.record.fields.rotateMiB).fill('64');
  await expect.poll(async () => (await ct.ask('setups:last', null)).draft?.rotateMiB).toBe('64');
  await end(ct);

  ct = await openWindow(desk);
  form = await openForm(ct);
  await expect(kernelBox(ct)).toBeChecked();
  const { draft } = await ct.ask('setups:last', null);
  expect(draft?.recording.kernel).toMatchObject({
    on: true,
    preset: 'scheduling',
    tracepoints: ['net_*', 'block_rq_insert'],
    syscalls: ['openat'],
    contexts: ['prio'],
    buffers: { sizeKiB: 512 },
    containersOnly: true,
  });
  if (kernel.level === null) {
    await expect(form.reason).toHaveText(texts.record.reason.problem, LOOKED);
    await ct.page.getByRole('button', { name: texts.record.userspaceOnly }).click();
    await expect(kernelBox(ct)).not.toBeChecked();
    await expect(kernelBox(ct)).toBeDisabled();
    await expect(ct.page.getByText(NO_PRIVILEGE.reason)).toBeVisible(LOOKED);
  }
  await end(ct);
});

test('a trace with the kernel is found, described, and recorded again', async ({ refused: ct, desk }) => {
  const { page } = ct;
  fillLibrary(desk, [{ title: 'Userspace alone' }, kernelTrace()]);
  await ct.go(texts.views.traces);
  const rows = page.getByRole('grid').getByRole('row');
  await expect(rows).toHaveCount(3);
  await page.getByRole('combobox', { name: texts.traces.search }).fill('domain:kernel ');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1).getByRole('img', { name: texts.traces.ofKernel })).toBeVisible();
  await rows.nth(1).click();
  const recordings = page.getByRole('region', { name: texts.detail.recordings });
  await expect(recordings).toContainText(
    `${texts.detail.domains.kernel}${texts.detail.eventsOf('31,200')} · ${texts.detail.lostOf('12 events')}`,
  );
  await expect(recordings).toContainText(
    `${texts.detail.clock.one} ${texts.detail.clock.moved(texts.detail.domains.kernel, '-420')}`,
  );
  await expect(recordings.getByText(texts.detail.partOf.rotation('2'))).toBeVisible();
  await expect(page.getByText(texts.detail.identifiedBy('its own events, the kernel, the engine'))).toBeVisible();
  await page.getByRole('button', { name: texts.run.again }).click();
  await expect(kernelBox(ct)).toBeChecked();
  await expect(page.getByRole('radiogroup', { name: texts.record.fields['recording.kernel.preset'] })).toBeVisible();
  await expect(page.getByRole('button', { name: texts.record.userspaceOnly })).toBeVisible(LOOKED);
});

test('a run whose kernel recording is refused continues with userspace only', async ({ refused: ct }, info) => {
  info.skip(openedWorld() === undefined, 'the demo image is there in the test world only');
  const { page } = ct;
  const config = kernelRun();
  await ct.go(texts.views.record);
  await ct.ask('run:record', { config });
  await endsAs(ct, texts.run.phase.failed);
  await expect(page.getByRole('button', { name: texts.error.again })).toBeVisible();
  await page.getByRole('button', { name: texts.record.userspaceOnly }).click();
  await endsAs(ct, texts.run.phase.kept, 120_000);
  const [trace] = await ct.ask('traces:list', null);
  expect(trace?.domains).toEqual(['userspace']);
});
