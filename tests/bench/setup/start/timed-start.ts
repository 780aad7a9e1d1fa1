import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { electronPath, endpointOf } from '../electron-program';
import { memoryOfTree } from '../process-memory';

/** The mark that the page sets with the first answer of main, src/renderer/bridge.ts. */
const FIRST_ANSWER = 'first answer';
const LIMIT_MS = 60_000;
/** A debugger that is attached while the page loads delays its first paint by 300 ms. */
const UNDISTURBED_MS = 1_500;

export interface TimedStart {
  /** From the start of the program to main's first answer in the page, milliseconds. */
  answeredMs: number;
  /** From the start of the program to the begin of the page's navigation. */
  pageMs: number;
  /** From the begin of the navigation to the first contentful paint. */
  paintedMs: number;
  /** Of all processes, once they are at rest. */
  pssBytes: number;
}

export interface StartOrder {
  /** Folder of the program for Electron. */
  program: string;
  /** For profile, settings and runtime folder; short, since sockets are there. */
  folder: string;
  /** Of the X server. */
  display: string;
  env?: Record<string, string>;
  /** Waits until the memory is at rest, and reads it. Default: 0 */
  restMs?: number;
}

/** Starts a program, reads the times that its page knows, and ends it. The debugger is attached when the window has long been painted. */
export async function timedStart({ program, folder, display, env = {}, restMs = 0 }: StartOrder): Promise<TimedStart> {
  mkdirSync(join(folder, 'r'), { recursive: true });
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const flags = ['--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${join(folder, 'profile')}`];
  const beganMs = Date.now();
  const child = spawn(electronPath(), [...sandbox, ...flags, program], {
    env: { ...process.env, DISPLAY: display, WAYLAND_DISPLAY: '', XDG_CONFIG_HOME: join(folder, 'config'), ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    const endpoint = await endpointOf(child);
    await delay(UNDISTURBED_MS);
    const browser = await chromium.connectOverCDP(endpoint);
    const context = browser.contexts()[0];
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
    if (!page) throw new Error('Electron has no page.');
    const times = await timesOf(page);
    if (restMs > 0) await page.waitForTimeout(restMs);
    const pssBytes = memoryOfTree(child.pid ?? 0).reduce((sum, one) => sum + one.pssBytes, 0);
    await browser.close();
    return {
      answeredMs: times.originMs + times.answeredMs - beganMs,
      pageMs: times.originMs - beganMs,
      paintedMs: times.paintedMs,
      pssBytes,
    };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function timesOf(page: Page): Promise<{ originMs: number; answeredMs: number; paintedMs: number }> {
  const isThere = (mark: string): boolean =>
    performance.getEntriesByName(mark).length > 0 && performance.getEntriesByName('first-contentful-paint').length > 0;
  await page.waitForFunction(isThere, FIRST_ANSWER, { timeout: LIMIT_MS });
  return page.evaluate((mark) => {
    const at = (name: string): number => performance.getEntriesByName(name)[0]?.startTime ?? Number.NaN;
    return { originMs: performance.timeOrigin, answeredMs: at(mark), paintedMs: at('first-contentful-paint') };
  }, FIRST_ANSWER);
}
