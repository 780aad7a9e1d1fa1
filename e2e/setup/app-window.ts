import type { ChildProcess } from 'node:child_process';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Args, Channel, Result } from '../../src/shared/ipc/contract';
import { Complaints } from './complaints';
import type { Desk } from './desk';
import { tester } from './tester';

/** The running app as a test drives it. */
export interface AppWindow {
  app: ElectronApplication;
  /** Its main process, read once, because Playwright loses it when the app has ended. */
  main: ChildProcess;
  page: Page;
  desk: Desk;
  /** A test fails if it has complaints that it did not provoke. */
  complaints: Complaints;
  /** Calls a channel as the page does. Rejects with the error's message. */
  ask<C extends Channel>(channel: C, args: Args<C>): Promise<Result<C>>;
  /** The view by its name on the rail. */
  go(view: 'Record' | 'Traces' | 'Trace' | 'Doctor' | 'Settings'): Promise<void>;
}

const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: the global set-up did not run.`);
  return value;
};

/** Another display than the Xvfb of the global set-up. */
interface OnDisplay {
  env: Record<string, string>;
  args: readonly string[];
  /** Arguments of the app itself. */
  opens?: readonly string[];
}
const XVFB: OnDisplay = { env: {}, args: [] };

/** The program that becomes the plain user and then Electron. */
export const launcher = (): string => setting('CT_E2E_LAUNCHER');

/**
 * Starts Electron as the plain user, with Chromium's sandbox. Electron 33.2.1 crashes in about one of some hundred starts
 * while the debugger attaches, before our code runs (SIGSEGV). Such a start is reported and repeated once.
 */
export async function launch(desk: Desk, display: OnDisplay = XVFB): Promise<ElectronApplication> {
  try {
    return await launchOnce(desk, display);
  } catch (error) {
    if (!String(error).includes('signal=SIGSEGV')) throw error;
    process.stderr.write('Electron crashed while it started (SIGSEGV), and is started again.\n');
    return launchOnce(desk, display);
  }
}

function launchOnce(desk: Desk, display: OnDisplay): Promise<ElectronApplication> {
  const { app, env } = tester();
  return _electron.launch({
    executablePath: launcher(),
    chromiumSandbox: true,
    args: [
      '--disable-gpu',
      '--lang=en-US',
      `--user-data-dir=${desk.profileDir}`,
      ...display.args,
      app,
      ...(display.opens ?? []),
    ],
    env: { ...env, ...desk.env, ...display.env },
  });
}

export async function openWindow(desk: Desk, display: OnDisplay = XVFB): Promise<AppWindow> {
  const app = await launch(desk, display);
  const complaints = new Complaints(app);
  const main = app.process();
  main.stderr?.on('data', (chunk: Buffer) => {
    const text = chunk.toString('utf8');
    // Chromium warns about the missing session bus of a bare display.
    if (!/dbus|[Dd]ebugger|inspector|WebSocket|ws:\/\//.test(text)) process.stderr.write(`[app] ${text}`);
  });
  const page = await app.firstWindow();
  await page.getByRole('navigation').waitFor();
  return {
    app,
    main,
    page,
    desk,
    complaints,
    ask: (channel, args) => askIn(page, channel, args),
    go: (view) => page.getByRole('navigation').getByRole('button', { name: view, exact: true }).click(),
  };
}

async function askIn<C extends Channel>(page: Page, channel: C, args: Args<C>): Promise<Result<C>> {
  const answer = await page.evaluate(([name, given]) => window.bridge.invoke(name as Channel, given as Args<Channel>), [
    channel,
    args,
  ] as const);
  if (answer.ok) return answer.value as Result<C>;
  throw new Error(`${answer.error.code}: ${answer.error.message}`);
}
