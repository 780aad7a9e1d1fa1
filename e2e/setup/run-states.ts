import { texts } from '../../src/renderer/texts/en';
import { demoRun } from '../../src/shared/request/demo-run';
import type { AppWindow } from './app-window';
import { expect } from './fixtures';
import { endsAs, startEndless } from './recording';
import type { Visit } from './visit';
import { startingWith } from './wording';

/** A run on Podman while it goes on, from every view, and each of its ends. Leaves two traces in the library. */
export async function runStates(ct: AppWindow, visit: Visit): Promise<void> {
  const { page } = ct;
  await startEndless(ct);
  await visit('run', { main: true });
  await page.getByRole('searchbox', { name: texts.run.search }).fill('root');
  await visit('run-search');
  await page.getByRole('searchbox', { name: texts.run.search }).fill('');
  await ct.go(texts.views.traces);
  await visit('traces-run-bar');
  await ct.go(texts.views.doctor);
  await visit('doctor-run-bar');
  await ct.go(texts.views.record);
  await page.getByRole('button', { name: startingWith(texts.run.stop) }).click();
  await endsAs(ct, texts.run.phase.kept);
  await expect(page.getByText(texts.traces.counting)).toHaveCount(0, { timeout: 60_000 });
  await visit('run-stopped', { main: true });

  const discarded = { ...demoRun('podman'), title: 'Discarded', command: ['sleep', '60'] };
  const { runId } = await ct.ask('run:record', { config: discarded });
  await ct.go(texts.views.record);
  await expect(page.getByRole('heading', { level: 1, name: discarded.title })).toBeVisible();
  await ct.ask('run:cancel', { runId });
  await endsAs(ct, texts.run.phase.cancelled);
  await visit('run-cancelled');
  const missing = { ...demoRun('podman'), title: 'No such program', command: ['there-is-no-such-program'] };
  await ct.ask('run:record', { config: missing });
  await expect(page.getByRole('heading', { level: 1, name: 'No such program' })).toBeVisible();
  await endsAs(ct, texts.run.phase.failed);
  await visit('run-failed');
  await page.getByRole('button', { name: texts.run.newRecording }).click();
}
