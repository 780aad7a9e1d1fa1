import type { Page } from '@playwright/test';

/** How long after a key the page showed something, milliseconds. */
interface KeyTimes {
  /** The frame after the key, with the letter. */
  letterMs: number;
  /** The last frame that it changed, with what was found. */
  rowsMs: number;
}
declare global {
  interface Window {
    keyTimes?: { letterMs: number; rowsMs: number; settled: boolean }[];
  }
}

/**
 * Has the page note for each key when it was painted: the frame callback runs before a frame is drawn, and a message that
 * it sends arrives after that.
 * @param quietMs without a change of the page for so long, what the key brought about is over
 */
export async function timeKeys(page: Page, quietMs: number): Promise<void> {
  await page.evaluate((quiet) => {
    const times: NonNullable<Window['keyTimes']> = [];
    window.keyTimes = times;
    const painted = (then: (now: number) => void): void => {
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => then(performance.now());
        port2.postMessage(null);
      });
    };
    const onKey = (event: KeyboardEvent): void => {
      const time = { letterMs: 0, rowsMs: 0, settled: false };
      times.push(time);
      const since = (now: number): number => now - event.timeStamp;
      painted((now) => {
        time.letterMs = since(now);
        time.rowsMs = Math.max(time.rowsMs, time.letterMs);
      });
      let changing: ReturnType<typeof setTimeout>;
      const over = (): void => {
        changes.disconnect();
        time.settled = true;
      };
      const changes = new MutationObserver(() => {
        clearTimeout(changing);
        changing = setTimeout(over, quiet);
        painted((now) => {
          time.rowsMs = Math.max(time.rowsMs, since(now));
        });
      });
      changes.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
      changing = setTimeout(over, quiet);
    };
    document.addEventListener('keydown', onKey, true);
  }, quietMs);
}

/** Presses keys as a keyboard does, each when the one before has had its effect. */
export async function pressAndTime(page: Page, keys: readonly string[]): Promise<KeyTimes[]> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForFunction(() => window.keyTimes?.at(-1)?.settled);
  }
  return page.evaluate(() => window.keyTimes?.splice(0) ?? []);
}
