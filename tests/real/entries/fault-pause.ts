import { existsSync, rmSync, writeFileSync } from 'node:fs';

const LIMIT_MS = 20_000;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

export const pauseFileOf = (eventsFile: string): string => `${eventsFile}.paused`;

/** Records the target of a fault. */
export const noteFileOf = (eventsFile: string): string => `${eventsFile}.fault`;

/** Blocks this process until the test has removed the pause file. @throws Error when the test does not */
export function pause(eventsFile: string): void {
  const file = pauseFileOf(eventsFile);
  writeFileSync(file, '');
  const deadline = performance.now() + LIMIT_MS;
  while (existsSync(file)) {
    if (performance.now() > deadline) {
      rmSync(file);
      throw new Error('The test did not let the recording continue.');
    }
    Atomics.wait(sleeper, 0, 0, 5);
  }
}
