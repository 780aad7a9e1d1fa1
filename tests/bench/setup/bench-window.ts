import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { waitUntil } from '@core/process/wait-until';
import { chromium, type Page } from '@playwright/test';
import { electronPath, endpointOf } from './electron-program';
import { memoryOfTree, type ProcessMemory } from './process-memory';

const ROOT = join(import.meta.dirname, '../../..');
const LIMIT_MS = 60_000;
const MB = 1e6;

/** The real app as started from a menu, with a debugging port for the figures. */
export interface BenchWindow {
  page: Page;
  pid: number;
  /** From the start of the program to an answer over IPC, milliseconds. */
  answeredMs: number;
  /** When the program was started, on the clock of performance.timeOrigin. */
  startedAtMs: number;
  memory(): ProcessMemory[];
  close(): Promise<void>;
}

export interface BenchDesk {
  /** For profile, settings and runtime folder; short, since sockets live there. */
  folder: string;
  libraryDir: string;
  /** Of the X server. */
  display: string;
  /** Further variables of the app's environment. */
  env?: Record<string, string>;
  /** Runs in the page as early as possible, perhaps more than once. */
  atOnce?: () => void;
}

/**
 * Starts it and waits until its page has asked main and was answered. Not by Playwright's own launch, which holds the
 * main process until its debugger is there.
 */
export async function openBenchWindow({
  folder,
  libraryDir,
  display,
  env: more,
  atOnce,
}: BenchDesk): Promise<BenchWindow> {
  mkdirSync(join(folder, 'r'), { recursive: true });
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'WAYLAND_DISPLAY')),
    DISPLAY: display,
    XDG_CONFIG_HOME: join(folder, 'config'),
    CONTAINERS_TRACE_LIBRARY: libraryDir,
    CONTAINERS_TRACE_RUNTIME_DIR: join(folder, 'r'),
    ...more,
  };
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const flags = ['--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${join(folder, 'profile')}`];
  const began = performance.now();
  const child = spawn(electronPath(), [...sandbox, ...flags, ROOT], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const browser = await chromium.connectOverCDP(await endpointOf(child));
    const [context] = browser.contexts();
    if (!context) throw new Error('Electron has no browser context.');
    if (atOnce) await context.addInitScript(atOnce);
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    await page.getByRole('navigation').waitFor();
    if (atOnce) await page.evaluate(atOnce); // the page may have been there before us
    const answer = await page.evaluate(() => window.bridge.invoke('app:info', null));
    const answeredMs = performance.now() - began;
    if (!answer.ok) throw new Error(answer.error.message);
    const pid = child.pid ?? 0;
    return {
      page,
      pid,
      answeredMs,
      startedAtMs: performance.timeOrigin + began,
      memory: () => memoryOfTree(pid),
      close: async () => {
        child.kill('SIGTERM');
        await ended;
        await browser.close();
      },
    };
  } catch (error) {
    child.kill('SIGTERM');
    throw error;
  }
}

/** The memory when it is stable within 1 % for a second, since the window inspects the machine after its start. */
export async function settledMemory(window: BenchWindow): Promise<ProcessMemory[]> {
  let memory = window.memory();
  let sum = Number.POSITIVE_INFINITY;
  await waitUntil(
    () => {
      const before = sum;
      memory = window.memory();
      sum = sumMb(memory);
      return Math.abs(before - sum) < sum / 100;
    },
    { what: "the window's memory to stand still", timeoutMs: LIMIT_MS, everyMs: 1_000 },
  );
  return memory;
}

/** The memory after Podman's idle service has ended, too (core/engines/podman/engine.ts). */
export async function restingMemory(window: BenchWindow): Promise<ProcessMemory[]> {
  await waitUntil(() => !window.memory().some(({ command }) => roleOf(command) === 'podman'), {
    what: "Podman's service to end, unused",
    timeoutMs: 2 * LIMIT_MS,
    everyMs: 1_000,
  });
  return settledMemory(window);
}

/** Megabytes of PSS. */
export const sumMb = (memory: readonly ProcessMemory[]): number =>
  memory.reduce((sum, one) => sum + one.pssBytes, 0) / MB;

/** `main 101 · renderer 78 · …`, megabytes. */
export const eachMb = (memory: readonly ProcessMemory[]): string =>
  memory.map((one) => `${roleOf(one.command)} ${Math.round(one.pssBytes / MB)}`).join(' · ');

function roleOf(command: string): string {
  if (command.includes('watchdog.js')) return 'watchdog';
  if (!command.startsWith(electronPath())) return basename(command.split(' ')[0] ?? '');
  return /--utility-sub-type=([\w.]+)/.exec(command)?.[1] ?? /--type=([\w-]+)/.exec(command)?.[1] ?? 'main';
}
