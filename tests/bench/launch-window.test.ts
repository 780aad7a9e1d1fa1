import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoConfig } from '@core/demo-config';
import { afterAll, beforeAll, it } from 'vitest';
import { type Display, startDisplay } from '../../e2e/setup/display';
import { openBenchCore } from './setup/bench-core';
import { eachMb, openBenchWindow, restingMemory, settledMemory, sumMb } from './setup/bench-window';
import { printFigures, spread } from './setup/figures';
import { timedRun } from './setup/our-run';
import type { ProcessMemory } from './setup/process-memory';

const LAUNCHES = 5;

let display: Display;
const workDir = mkdtempSync(join(tmpdir(), 'ct-bench-'));
beforeAll(async () => {
  display = await startDisplay();
});
afterAll(() => {
  display.stop();
  rmSync(workDir, { recursive: true, force: true });
});

it('launch to a window that answers, and its memory', async () => {
  const answeredMs: number[] = [];
  const memory: ProcessMemory[][] = [];
  for (let round = -1; round < LAUNCHES; round += 1) {
    const folder = join(workDir, `launch-${round}`);
    const window = await openBenchWindow({ folder, libraryDir: join(folder, 'library'), display: display.name });
    const used = await settledMemory(window);
    await window.close();
    if (round < 0) continue; // the first round fills the page cache
    answeredMs.push(window.answeredMs);
    memory.push(used);
  }
  printFigures(`The window, ${LAUNCHES} launches: median (min–max)`, [
    ['from the start to an answer over IPC, ms', spread(answeredMs)],
    ["PSS of all processes, Podman's service up, MB", spread(memory.map(sumMb))],
    ['the processes', eachMb(memory.at(-1) ?? [])],
  ]);
});

it('memory with the demo loaded', async () => {
  const bench = openBenchCore();
  await bench.core.build('podman', 'demo', () => undefined, new AbortController().signal);
  const { traceId } = await timedRun(bench.core, demoConfig('podman'));
  const { title } = await bench.core.library.record(traceId);
  const desk = { folder: join(workDir, 'demo'), libraryDir: bench.core.library.dir, display: display.name };
  const window = await openBenchWindow(desk);
  await window.page.getByRole('navigation').getByRole('button', { name: 'Traces', exact: true }).click();
  await window.page.getByRole('row').filter({ hasText: title }).click();
  await window.page.getByRole('complementary').getByText(title).first().waitFor();
  const used = await restingMemory(window);
  printFigures('The window with the demo loaded and its detail open', [
    ['PSS of all processes, at rest, MB', `${Math.round(sumMb(used))}, at most 300`],
    ['the processes', eachMb(used)],
  ]);
  await window.close();
  await bench.close();
});
