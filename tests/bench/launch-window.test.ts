import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { waitUntil } from '@core/process/wait-until';
import { _electron } from '@playwright/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Display, startDisplay } from '../../e2e/setup/display';
import { printFigures, spread } from './setup/figures';
import { memoryOfTree, type ProcessMemory } from './setup/process-memory';

const ROOT = join(import.meta.dirname, '../..');
const LAUNCHES = 5;
const MB = 1e6;
const electron = process.env['ELECTRON_EXEC_PATH'] ?? '';

let display: Display;
const workDir = mkdtempSync(join(tmpdir(), 'ct-bench-'));
beforeAll(async () => {
  if (!electron) throw new Error('ELECTRON_EXEC_PATH is not set: run this by `npm run bench`.');
  display = await startDisplay();
});
afterAll(() => {
  display.stop();
  rmSync(workDir, { recursive: true, force: true });
});

it('launch to a window that answers, and its memory', async () => {
  const launches: { answeredMs: number; memory: ProcessMemory[] }[] = [];
  await launch(-1); // brings the files into the page cache
  for (let round = 0; round < LAUNCHES; round += 1) launches.push(await launch(round));
  const all = launches.map(({ memory }) => sumOf(memory));
  const own = launches.map(({ memory }) => sumOf(memory.filter(({ command }) => command.startsWith(electron))));
  const last = launches.at(-1)?.memory ?? [];
  printFigures(`The window, ${LAUNCHES} launches: median (min–max)`, [
    ['from the start to an answer over IPC, ms', spread(launches.map(({ answeredMs }) => answeredMs))],
    ['PSS of all processes, MB', spread(all)],
    ["PSS of Electron's own, MB", spread(own)],
    ['the processes', last.map((one) => `${roleOf(one.command)} ${Math.round(one.pssBytes / MB)}`).join(' · ')],
  ]);
});

async function launch(round: number): Promise<{ answeredMs: number; memory: ProcessMemory[] }> {
  const own = join(workDir, String(round));
  mkdirSync(join(own, 'r'), { recursive: true });
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'WAYLAND_DISPLAY')),
    DISPLAY: display.name,
    CONTAINERS_TRACE_LIBRARY: join(own, 'library'),
    CONTAINERS_TRACE_RUNTIME_DIR: join(own, 'r'),
  };
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const began = performance.now();
  const app = await _electron.launch({
    executablePath: electron,
    args: [...sandbox, '--disable-gpu', `--user-data-dir=${join(own, 'profile')}`, ROOT],
    env: env as Record<string, string>,
  });
  try {
    const page = await app.firstWindow();
    await page.getByRole('navigation').waitFor();
    const answer = await page.evaluate(() => window.bridge.invoke('app:info', null));
    const answeredMs = performance.now() - began;
    expect(answer.ok).toBe(true);
    return { answeredMs, memory: await settledMemory(app.process().pid ?? 0) };
  } finally {
    await app.close();
  }
}

/** The window goes on to look at the machine: its memory counts once it stands still, within 1 % for a second. */
async function settledMemory(pid: number): Promise<ProcessMemory[]> {
  let memory = memoryOfTree(pid);
  let sum = Number.POSITIVE_INFINITY;
  await waitUntil(
    () => {
      const before = sum;
      memory = memoryOfTree(pid);
      sum = sumOf(memory);
      return Math.abs(before - sum) < sum / 100;
    },
    { what: "the window's memory to stand still", timeoutMs: 60_000, everyMs: 1_000 },
  );
  return memory;
}

const sumOf = (memory: readonly ProcessMemory[]): number => memory.reduce((sum, one) => sum + one.pssBytes, 0) / MB;

const roleOf = (command: string): string =>
  command.includes('watchdog.js')
    ? 'watchdog'
    : command.startsWith(electron)
      ? (/--utility-sub-type=([\w.]+)/.exec(command)?.[1] ?? /--type=([\w-]+)/.exec(command)?.[1] ?? 'main')
      : basename(command.split(' ')[0] ?? '');
