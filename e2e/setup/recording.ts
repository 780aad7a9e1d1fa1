import { texts } from '../../src/renderer/texts/en';
import { demoRun } from '../../src/shared/request/demo-run';
import type { RunConfigInput } from '../../src/shared/request/run-config';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';

/** The demo image with a command that runs until it is stopped. */
export const endlessRun = (): RunConfigInput => ({
  ...demoRun('podman'),
  title: 'Endless listing',
  command: ['sh', '-c', 'while :; do ls -la /; sleep 0.1; done'],
});

/** Starts it and waits until the container prints, which it does only while it is recorded. */
export async function startEndless(ct: AppWindow): Promise<string> {
  const { runId } = await ct.ask('run:record', { config: endlessRun() });
  await ct.go(texts.views.record);
  await expect(output(ct)).toContainText('root', { timeout: 60_000 });
  return runId;
}

export const output = ({ page }: AppWindow) => page.getByRole('region', { name: texts.run.output });

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
