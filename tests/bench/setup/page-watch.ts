import type { Page } from '@playwright/test';

/** What the page is asked to note about itself, on `window`. */
interface Watched {
  longTasksMs: number[];
  frameGapsMs: number[];
  mostRows: number;
}
declare global {
  interface Window {
    watched?: Watched & { stop(): void };
  }
}

/** Has the page note its long tasks (over 50 ms), the time between two frames, and how many rows stand in it. */
export async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = { longTasksMs: [] as number[], frameGapsMs: [] as number[], mostRows: 0 };
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longTasksMs.push(duration);
    });
    tasks.observe({ type: 'longtask' });
    let last = performance.now();
    let frame = requestAnimationFrame(function look(now) {
      watched.frameGapsMs.push(now - last);
      last = now;
      watched.mostRows = Math.max(watched.mostRows, document.querySelectorAll('[role=row]').length);
      frame = requestAnimationFrame(look);
    });
    const stop = (): void => {
      for (const { duration } of tasks.takeRecords()) watched.longTasksMs.push(duration);
      tasks.disconnect();
      cancelAnimationFrame(frame);
    };
    window.watched = Object.assign(watched, { stop });
  });
}

/** What it noted since then. @throws Error when nobody asked it to */
export async function watchedIn(page: Page): Promise<Watched> {
  const noted = await page.evaluate(() => {
    window.watched?.stop();
    return window.watched && { ...window.watched, stop: undefined };
  });
  if (!noted) throw new Error('The page was not watched.');
  return noted;
}

/** Milliseconds; 0 where there was none. */
export const longest = (values: readonly number[]): number => Math.round(Math.max(0, ...values));
