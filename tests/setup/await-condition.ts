import { setTimeout as delay } from 'node:timers/promises';
import { patientMs } from './patience';
import { say } from './say';

const SILENT_MS = 3_000;

interface Condition {
  /** The condition in words: "Docker to answer". */
  what: string;
  /** How long a quiet machine may take. */
  timeoutMs: number;
  /** Additional text for the progress message and for the error. */
  log?: () => string;
}

/**
 * Checks a condition every 20 ms until it holds. Prints the condition after three seconds.
 * @throws Error that names the condition if it does not hold in time
 */
export async function awaitCondition(isSo: () => boolean | Promise<boolean>, condition: Condition): Promise<void> {
  const began = performance.now();
  const limitMs = patientMs(condition.timeoutMs);
  let said = false;
  while (!(await isSo())) {
    const waitedMs = performance.now() - began;
    if (waitedMs > limitMs)
      throw new Error(
        `Gave up after ${limitMs / 1000} s of waiting for ${condition.what}.${condition.log ? `\n${condition.log()}` : ''}`,
      );
    if (!said && waitedMs > SILENT_MS) {
      said = true;
      say(`waits for ${condition.what}, at most ${limitMs / 1000} s${condition.log ? `: ${condition.log()}` : ''}`);
    }
    await delay(20);
  }
}
