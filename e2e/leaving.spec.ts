import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppWindow } from './setup/app-window';
import { launch } from './setup/app-window';
import { end, expect, test } from './setup/fixtures';
import { startEndless } from './setup/recording';

const record = (libraryDir: string, id: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(libraryDir, id, 'trace.json'), 'utf8')) as Record<string, unknown>;

/** Answers the native question with the button of that number, and counts how often it was asked. */
const answerWith = ({ app }: AppWindow, response: number) =>
  app.evaluate(({ dialog }, button) => {
    Reflect.set(dialog, 'showMessageBox', async () => ({ response: button, checkboxChecked: false }));
  }, response);

const closeWindow = ({ app }: AppWindow) =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
const ended = ({ app }: AppWindow) => new Promise<void>((resolve) => app.process().once('exit', () => resolve()));

test('SIGTERM in mid-run stops and keeps, then ends', async ({ ct, desk }) => {
  const runId = await startEndless(ct);
  await end(ct);
  const kept = record(desk.libraryDir, runId);
  expect(kept, JSON.stringify(kept['warnings'])).toMatchObject({ state: 'ready', endedBy: 'stop' });
});

test('closing the window in mid-run asks; to go on changes nothing', async ({ ct }) => {
  await startEndless(ct);
  await answerWith(ct, 2);
  await closeWindow(ct);
  await expect(ct.page.getByRole('button', { name: /^Stop and keep/ })).toBeEnabled();
});

test('closing the window in mid-run and keeping keeps the trace', async ({ ct, desk }) => {
  const runId = await startEndless(ct);
  await answerWith(ct, 0);
  const over = ended(ct);
  await closeWindow(ct);
  await over;
  expect(record(desk.libraryDir, runId)).toMatchObject({ state: 'ready' });
});

test('a second instance ends at once and leaves the first alone', async ({ ct, desk }) => {
  const runId = await startEndless(ct);
  // Playwright may see it end before it could attach to it: that is what it should do.
  const second = await launch(desk).catch(() => null);
  if (second && second.process().exitCode === null)
    await new Promise<void>((resolve) => second.process().once('exit', () => resolve()));
  expect(ct.app.windows()).toHaveLength(1);
  await ct.ask('run:cancel', { runId });
});
