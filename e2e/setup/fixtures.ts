import { test as base, expect } from '@playwright/test';
import { type AppWindow, openWindow } from './app-window';
import { type Desk, makeDesk } from './desk';
import { findTester } from './tester';

/** Limit for an app to stop and keep a run after SIGTERM. */
const END_WITHIN_MS = 120_000;

/** A new desk and the real app on it. Afterwards nothing of it may be left. */
export const test = base.extend<{ desk: Desk; ct: AppWindow }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures here
  desk: async ({}, use, info) => {
    info.skip(findTester() === undefined, 'there is neither a plain user nor a test world');
    const desk = makeDesk();
    await use(desk);
    await expect
      .poll(() => desk.leftovers(), { message: 'the runtime folder is empty', timeout: END_WITHIN_MS })
      .toEqual([]);
    expect(desk.openJournals(), 'everything that was begun was ended or taken back').toEqual([]);
    desk.clear();
  },
  ct: async ({ desk }, use) => {
    const ct = await openWindow(desk);
    await use(ct);
    await end(ct);
  },
});

/** Ends the app with SIGTERM, which stops and keeps a run. Fails if the app does not end, or if its page had complaints. */
export async function end({ main, complaints }: AppWindow): Promise<void> {
  await endApp(main);
  expect(complaints.unprovoked(), 'the page complains about nothing').toEqual([]);
}

async function endApp(child: AppWindow['main']): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The app did not end within ${END_WITHIN_MS} ms of SIGTERM.`)),
      END_WITHIN_MS,
    );
  });
  try {
    await Promise.race([gone, late]);
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

export { expect };
