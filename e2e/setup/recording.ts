import { texts } from '../../src/renderer/texts/en';
import { demoRun } from '../../src/shared/request/demo-run';
import type { RunConfigInput } from '../../src/shared/request/run-config';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import { startingWith } from './wording';

/** The demo image with a command that runs until it is stopped. */
export const endlessRun = (): RunConfigInput => ({
  ...demoRun('podman'),
  title: 'Endless listing',
  command: ['sh', '-c', 'while :; do ls -la /; sleep 0.1; done'],
});

/** Records the demo from the form by keyboard alone, and waits until its trace is kept. */
export async function recordDemoByKeyboard(ct: AppWindow): Promise<void> {
  const { page } = ct;
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('button', { name: startingWith(texts.record.startDemo) })).toBeEnabled({
    timeout: 60_000,
  });
  await page.keyboard.press('Control+Enter');
  await endsAs(ct, texts.run.phase.kept, 120_000);
}

/** Starts it and waits until the container prints, which it does only while it is recorded. */
export async function startEndless(ct: AppWindow): Promise<string> {
  const { runId } = await ct.ask('run:record', { config: endlessRun() });
  await ct.go(texts.views.record);
  await expect(output(ct)).toContainText('root', { timeout: 60_000 });
  return runId;
}

export const output = ({ page }: AppWindow) => page.getByRole('region', { name: texts.run.output });

/** Opens the output of an ended run, if it is folded. */
export async function openOutput(ct: AppWindow): Promise<void> {
  const folded = output(ct).getByRole('button', { name: texts.run.output, expanded: false });
  if ((await folded.count()) > 0) await ct.page.keyboard.press('o');
  await expect(output(ct).getByRole('group', { name: texts.run.output })).toBeVisible();
}

/** Selects an item of the menu after a recording, by keyboard. */
export async function afterRun({ page }: AppWindow, item: 'again' | 'newRecording' | 'showInList'): Promise<void> {
  await page.getByRole('button', { name: texts.run.more }).press('Enter');
  await page.getByRole('menuitem', { name: texts.run[item] }).press('Enter');
}

const { kept, cancelled, failed } = texts.run.phase;
const OUTCOME = new RegExp(`^(${kept}|${cancelled}|${failed})$`);
type Outcome = typeof kept | typeof cancelled | typeof failed;

/** Waits for any end of the run, and then checks the expected one. */
export async function endsAs(ct: AppWindow, wanted: Outcome, withinMs = 60_000): Promise<void> {
  const outcome = ct.page.locator('.view-header').getByText(OUTCOME);
  await expect(outcome, 'the run ends').toBeVisible({ timeout: withinMs });
  const shown = await ct.page.getByRole('main').innerText();
  expect(await outcome.innerText(), shown).toBe(wanted);
}

/** What the run has become, as the heading says. */
export const phase = ({ page }: AppWindow, name: string) =>
  page.locator('.view-header').getByText(name, { exact: true });
