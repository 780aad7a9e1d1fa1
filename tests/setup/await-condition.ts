import { setTimeout as delay } from 'node:timers/promises';
import { say } from './say';

const SILENT_MS = 3_000;

interface Condition {
  /** What is waited for: "Docker to answer". */
  what: string;
  timeoutMs: number;
  /** What to add when it takes long, and to the error when it never came. */
  log?: () => string;
}

/**
 * Looks every 20 ms until something is so; after three seconds it says what it waits for.
 * @throws Error that names the condition when it is not so in time
 */
export async function awaitCondition(isSo: () => boolean | Promise<boolean>, condition: Condition): Promise<void> {
  const began = performance.now();
  let said = false;
  while (!(await isSo())) {
    const waitedMs = performance.now() - began;
    if (waitedMs > condition.timeoutMs)
      throw new Error(
        `Waited ${condition.timeoutMs / 1000} s in vain for ${condition.what}.${condition.log ? `\n${condition.log()}` : ''}`,
      );
    if (!said && waitedMs > SILENT_MS) {
      said = true;
      say(
        `waits for ${condition.what}, at most ${condition.timeoutMs / 1000} s${condition.log ? `: ${condition.log()}` : ''}`,
      );
    }
    await delay(20);
  }
}
