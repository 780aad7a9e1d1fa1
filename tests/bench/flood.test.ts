import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoRun } from '@shared/request/demo-run';
import type { RunConfigInput } from '@shared/request/run-config';
import { afterAll, beforeAll, beforeEach, it } from 'vitest';
import { type Display, startDisplay } from '../../e2e/setup/display';
import { openBenchCore } from './setup/bench-core';
import { type BenchWindow, eachMb, openBenchWindow, settledMemory, sumMb } from './setup/bench-window';
import { printFigures, quantiles } from './setup/figures';
import { longest, watchedIn, watchPage } from './setup/page-watch';

const FLOOD_BYTES = 100_000_000;
const LINE = 'one line of the output of a program that prints without end, seventy-nine characters';
const LOOK_EVERY_MS = 200;
const RUN_LIMIT_MS = 600_000;

const workDir = mkdtempSync(join(tmpdir(), 'ct-bench-'));
let display: Display;
let round = 0;
beforeAll(async () => {
  display = await startDisplay();
  const bench = openBenchCore();
  await bench.core.build('podman', 'demo', () => undefined, new AbortController().signal);
  await bench.close();
});
afterAll(() => {
  display.stop();
  rmSync(workDir, { recursive: true, force: true });
});
beforeEach(() => {
  round += 1;
});

it('the window while a program prints 100 MB', () =>
  watchRun(`A program that prints ${FLOOD_BYTES / 1e6} MB`, {
    ...demoRun('podman'),
    title: 'Bench: flood',
    command: ['sh', '-c', `yes '${LINE}' | head -c ${FLOOD_BYTES}`],
  }));

it('the window while the demo is recorded', () => watchRun('The demo', demoRun('podman')));

async function watchRun(heading: string, config: RunConfigInput): Promise<void> {
  const folder = join(workDir, `run-${round}`);
  const app = await openBenchWindow({ folder, libraryDir: join(folder, 'library'), display: display.name });
  const { page } = app;
  const before = sumMb(await settledMemory(app));
  await watchPage(page);
  const began = performance.now();
  const answer = await page.evaluate((wanted) => window.bridge.invoke('run:record', { config: wanted }), config);
  if (!answer.ok) throw new Error(answer.error.message);
  await page.getByRole('navigation').getByRole('button', { name: 'Record', exact: true }).click();
  const most = await mostMemoryUntil(
    app,
    page
      .getByText(/^(Recorded|Cancelled|Failed)$/)
      .first()
      .waitFor({ timeout: RUN_LIMIT_MS }),
  );
  const tookMs = performance.now() - began;
  const told = await page.locator('.view-header').innerText();
  const { longTasksMs, frameGapsMs } = await watchedIn(page);
  const elements = await page.evaluate(() => document.querySelectorAll('*').length);
  printFigures(`${heading}: ${told.replaceAll('\n', ' ')}`, [
    ['the run, ms', String(Math.round(tookMs))],
    ['longest task of the page, ms, at most 100', String(longest(longTasksMs))],
    ['between two frames, ms: p50, p95, greatest', quantiles(frameGapsMs)],
    ['PSS before, at most, at the end, MB', [before, most, sumMb(await settledMemory(app))].map(Math.round).join(', ')],
    ['the processes', eachMb(app.memory())],
    ['elements in the page', String(elements)],
  ]);
  await app.close();
}

/** The largest total PSS of all processes so far, MB. */
async function mostMemoryUntil(app: BenchWindow, over: Promise<void>): Promise<number> {
  let most = 0;
  const look = setInterval(() => {
    most = Math.max(most, sumMb(app.memory()));
  }, LOOK_EVERY_MS);
  await over.finally(() => clearInterval(look));
  return most;
}
