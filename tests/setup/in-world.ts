import { describe } from 'vitest';
import { ENABLING_COMMAND } from './disposable';
import { openedWorld } from './world-state';

/** Tests that need the test world. Without a world they are skipped, and the title names the command that enables them. */
export function inWorld(title: string, tests: () => void): void {
  if (openedWorld()) describe(title, tests);
  else describe.skip(`${title} (skipped: ${ENABLING_COMMAND})`, tests);
}
