import type { Page } from '@playwright/test';

/** When the table was painted, milliseconds after the window's first paint; at once for what was there by then. */
export interface RowTimes {
  /** With its first rows. */
  firstMs: number;
  /** With all that there are. */
  allMs: number;
  /** The page's longest task until then; 0 when none took 50 ms. */
  longestTaskMs: number;
}
declare global {
  interface Window {
    /** Number of rows that the table says it has, and when that was painted. */
    rowsPainted?: { count: number; at: number }[];
    tasksMs?: number[];
  }
}

/** Runs in the page: notes each number of rows that the table has, with the time of its paint. */
export function noteRows(): void {
  if (window.rowsPainted) return;
  const noted: NonNullable<Window['rowsPainted']> = [];
  window.rowsPainted = noted;
  const tasks: number[] = [];
  window.tasksMs = tasks;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  const look = (): void => {
    const grid = document.querySelector('[role=grid]');
    const count =
      grid && grid.querySelectorAll('[role=row]').length > 1 ? Number(grid.getAttribute('aria-rowcount')) - 1 : 0;
    if (count === 0 || count === noted.at(-1)?.count) return;
    const entry = { count, at: performance.now() };
    noted.push(entry);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        entry.at = performance.now();
      };
      port2.postMessage(null);
    });
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  look();
}

/** @param all so many rows there must be in the end */
export async function rowTimes(page: Page, all: number): Promise<RowTimes> {
  await page.waitForFunction((count) => window.rowsPainted?.at(-1)?.count === count, all);
  return page.evaluate(
    () =>
      new Promise<RowTimes>((resolve) => {
        // One frame later, so that the last paint is noted, too.
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            const paint = performance.getEntriesByName('first-paint')[0]?.startTime ?? 0;
            const noted = window.rowsPainted ?? [];
            const after = (at = Number.NaN): number => Math.max(0, at - paint);
            resolve({
              firstMs: after(noted[0]?.at),
              allMs: after(noted.at(-1)?.at),
              longestTaskMs: Math.max(0, ...(window.tasksMs ?? [])),
            });
          }),
        );
      }),
  );
}
