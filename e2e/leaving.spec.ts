import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { texts } from '../src/renderer/texts/en';
import { OWNER_ENV } from '../src/shared/model/labels';
import { DEMO_IMAGE } from '../src/shared/request/demo-run';
import { awaitClean } from '../tests/leaks/await-clean';
import { runningProcesses } from '../tests/leaks/processes';
import type { AppWindow } from './setup/app-window';
import { launch, openWindow } from './setup/app-window';
import { end, expect, test } from './setup/fixtures';
import { startEndless } from './setup/recording';
import { scopeOf } from './setup/scope-of-desk';
import { answerWith, closeWindow, ended } from './setup/ways-out';
import { startingWith } from './setup/wording';

const record = (libraryDir: string, id: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(libraryDir, id, 'trace.json'), 'utf8')) as Record<string, unknown>;

test('SIGTERM in mid-run stops and keeps, then ends', async ({ ct, desk }) => {
  const runId = await startEndless(ct);
  await end(ct);
  const kept = record(desk.libraryDir, runId);
  expect(kept, JSON.stringify(kept['warnings'])).toMatchObject({ state: 'ready', endedBy: 'stop' });
});

test('a logout in mid-run, which signals every process of the app, stops and keeps', async ({ desk }) => {
  const ct = await openWindow(desk);
  const runId = await startEndless(ct);
  const gone = new Promise<void>((resolve) => ct.main.once('exit', () => resolve()));
  const pid = await ct.app.evaluate(() => process.pid);
  const places = [desk.profileDir, desk.runtimeDir];
  const all = runningProcesses().filter(
    ({ argv, env }) =>
      argv.some((word) => places.some((place) => word.includes(place))) || env[OWNER_ENV]?.split(':')[1] === `${pid}`,
  );
  expect(all.length).toBeGreaterThan(5);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const)
    for (const one of all) {
      try {
        process.kill(one.pid, signal);
      } catch {
        // it has ended since it was listed
      }
    }
  await gone;
  const kept = record(desk.libraryDir, runId);
  expect(kept, JSON.stringify(kept['warnings'])).toMatchObject({ state: 'ready', endedBy: 'stop' });
  await awaitClean(scopeOf(desk));
});

test('closing the window in mid-run asks, and continuing changes nothing', async ({ ct }) => {
  await startEndless(ct);
  await answerWith(ct, 2);
  await closeWindow(ct);
  await expect(ct.page.getByRole('button', { name: startingWith(texts.run.stop) })).toBeEnabled();
});

test('closing the window in mid-run and keeping keeps the trace', async ({ ct, desk }) => {
  const runId = await startEndless(ct);
  await answerWith(ct, 0);
  const over = ended(ct);
  await closeWindow(ct);
  await over;
  expect(record(desk.libraryDir, runId)).toMatchObject({ state: 'ready' });
});

/** Keeps the native dialog open until the test answers it. @returns how often it opened, and a function to answer it */
async function holdQuestion({ app }: AppWindow) {
  await app.evaluate(({ dialog }) => {
    const question = { asked: 0, answer: (_button: number): void => undefined };
    Reflect.set(globalThis, 'question', question);
    Reflect.set(dialog, 'showMessageBox', () => {
      question.asked += 1;
      return new Promise((resolve) => {
        question.answer = (response) => resolve({ response, checkboxChecked: false });
      });
    });
  });
  return {
    asked: (): Promise<number> => app.evaluate(() => Reflect.get(globalThis, 'question').asked),
    answer: (button: number): Promise<void> =>
      app.evaluate((_electron, n) => Reflect.get(globalThis, 'question').answer(n), button),
  };
}

const quitByMenu = ({ app }: AppWindow) =>
  app.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
    const quit = items.find((item) => item.role === 'quit');
    if (!quit) throw new Error('The menu has no way to quit.');
    quit.click();
  });

test('every way to quit asks, and only once while the dialog is open', async ({ ct, desk }) => {
  const runId = await startEndless(ct);
  const question = await holdQuestion(ct);
  await quitByMenu(ct);
  await expect.poll(question.asked).toBe(1);
  await closeWindow(ct);
  await ct.app.evaluate(({ app }) => app.quit());
  await closeWindow(ct);
  expect(await question.asked()).toBe(1);
  await question.answer(2);
  await expect(ct.page.getByRole('button', { name: startingWith(texts.run.stop) })).toBeEnabled();

  const over = ended(ct);
  await closeWindow(ct);
  await expect.poll(question.asked).toBe(2);
  await question.answer(1);
  await over;
  expect(existsSync(join(desk.libraryDir, runId))).toBe(false);
});

test('an image inspection in progress is cleaned up when the app ends', async ({ desk }) => {
  desk.env['CONTAINERS_TRACE_CACHE'] = join(desk.profileDir, 'cache'); // the image was not inspected yet
  const ct = await openWindow(desk);
  await ct.page.evaluate((image) => void window.bridge.invoke('images:look', { engine: 'podman', image }), DEMO_IMAGE);
  await expect
    .poll(() => desk.openJournals(), { message: 'the look has promised to take its container back', intervals: [5] })
    .not.toEqual([]);
  await end(ct);
  expect(desk.openJournals(), 'the promise was kept before the app went').toEqual([]);
});

test('a second instance ends at once and does not affect the first', async ({ ct, desk }) => {
  const runId = await startEndless(ct);
  // The instance may end before Playwright attaches to it, which is correct.
  const second = await launch(desk).then(
    (app) => app.process(),
    () => null,
  );
  if (second && second.exitCode === null) await new Promise<void>((resolve) => second.once('exit', () => resolve()));
  expect(ct.app.windows()).toHaveLength(1);
  await ct.ask('run:cancel', { runId });
});
