import { texts } from '../../src/renderer/texts/en';
import type { EventName, EventPayload } from '../../src/shared/ipc/contract';
import type { RunEvent } from '../../src/shared/model/run-event';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import type { Visit } from './visit';
import { startingWith } from './wording';

const RUN_ID = '20260304-120000-00abcd';
const titles: [id: string, title: string][] = [
  ['look', 'Look into the image'],
  ['folder', 'Make the trace folder, readable by you alone'],
  ['helper', 'Start the helper, by your password'],
  ['kernel-daemon', 'Start the root session daemon, unless it runs'],
  ['kernel-start', 'Start recording the kernel'],
  ['start', 'Start recording'],
  ['run-1', 'Run the container'],
  ['stop', 'Stop recording'],
  ['kernel-stop', 'Stop recording the kernel'],
  ['snapshot', 'Save the last seconds'],
  ['kernel-snapshot', 'Save the last seconds of the kernel'],
];
const steps = titles.map(([id, title]) => ({ id, title }));

/** What only a machine with a kernel to trace and a person with a password would show: told to the page as main tells it. */
export async function toldStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  const tell = <E extends EventName>(name: E, payload: EventPayload<E>): Promise<void> =>
    ct.app.evaluate(
      ({ BrowserWindow }, [event, data]) => BrowserWindow.getAllWindows()[0]?.webContents.send(event, data),
      [name, payload] as const,
    );
  const at = Date.now();
  const run = async (...events: RunEvent[]): Promise<void> => {
    for (const event of events) await tell('run-event', event);
  };
  const begin: RunEvent = {
    type: 'run-started',
    at,
    runId: RUN_ID,
    title: 'A listing with the kernel',
    recordsKernel: true,
    steps,
  };
  const done = (...ids: string[]): RunEvent[] =>
    ids.flatMap((stepId): RunEvent[] => [
      { type: 'step-started', at, stepId },
      { type: 'step-finished', at, stepId, durationMs: 20 },
    ]);
  await run(begin, ...done('look', 'folder'), { type: 'step-started', at, stepId: 'helper' });
  await ct.go(texts.views.record);
  await expect(page.getByText(texts.run.password.waiting, { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('button', { name: startingWith(texts.run.stop) })).toBeDisabled();
  await expect(page.getByRole('button', { name: texts.run.cancel })).toBeEnabled();
  await visit('run-password', { main: true });
  await ct.go(texts.views.traces);
  await expect(page.getByRole('region', { name: texts.frame.running, exact: true })).toContainText(
    texts.run.password.waiting,
  );
  await ct.go(texts.views.record);

  await tell('helper-state', { up: true });
  await run(
    { type: 'step-finished', at, stepId: 'helper', durationMs: 4000 },
    ...done('kernel-daemon', 'kernel-start', 'start'),
    { type: 'step-started', at, stepId: 'run-1' },
    { type: 'trace-grew', at, elapsedMs: 900, sizeBytes: 9_000_000, freeBytes: 9e10, discardedEvents: 0 },
    { type: 'snapshot-saved', at, number: 1 },
  );
  await expect(page.getByRole('button', { name: startingWith(texts.run.snapshot.save) })).toBeEnabled();
  await visit('run-flight-recorder', { main: true });
  await page.getByRole('button', { name: texts.frame.helper.status }).click();
  await expect(page.getByRole('menuitem', { name: texts.frame.helper.stop })).toBeVisible();
  await visit('helper-menu');
  await page.keyboard.press('Escape');

  const denied = {
    code: 'denied' as const,
    message: 'The helper was not started: the password dialog was closed.',
    hint: 'Try again, or record userspace only.',
  };
  await tell('helper-state', { up: false });
  await run(
    begin,
    { type: 'step-started', at, stepId: 'helper' },
    { type: 'step-failed', at, stepId: 'helper', error: denied },
    { type: 'run-finished', at, outcome: 'failed', traceId: null, error: denied },
  );
  await expect(page.getByRole('button', { name: texts.error.again })).toBeVisible();
  await expect(page.getByRole('button', { name: texts.record.userspaceOnly })).toBeVisible();
  await expect(page.getByRole('button', { name: startingWith(texts.frame.helper.status) })).toHaveCount(0);
  await visit('run-password-refused', { main: true });
  await page.getByRole('button', { name: texts.run.newRecording }).click();
}
