import { demoRun } from '../../src/shared/model/demo-run';
import type { RunConfigInput } from '../../src/shared/model/run-config';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';

/** The demo's image with a command that goes on until it is stopped. */
export const endlessRun = (): RunConfigInput => ({
  ...demoRun('podman'),
  title: 'Endless listing',
  command: ['sh', '-c', 'while :; do ls -la /; sleep 0.1; done'],
});

/** Starts it and waits until the container prints, which it does only while it is recorded. */
export async function startEndless(ct: AppWindow): Promise<string> {
  const { runId } = await ct.ask('run:record', { config: endlessRun() });
  await ct.go('Record');
  await expect(output(ct)).toContainText('root', { timeout: 60_000 });
  return runId;
}

export const output = ({ page }: AppWindow) => page.getByRole('region', { name: 'Output' });

/** What the run has become, as the heading says. */
export const phase = ({ page }: AppWindow, name: 'Recorded' | 'Cancelled' | 'Failed' | 'Recording') =>
  page.getByRole('banner').getByText(name, { exact: true });
