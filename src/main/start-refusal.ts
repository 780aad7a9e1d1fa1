import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { Start } from './arrived-arguments';

/**
 * A start hands its arguments to the running app in one message of at most 32 KiB (Chromium's process_singleton_posix.cc), which
 * contains them twice. A start whose message is refused ends the running app, since that does not answer.
 */
const MOST_BYTES = 12 * 1024;

/**
 * Returns the lines of an error if the running app cannot take the arguments of this start; undefined if it can, or if the app is
 * not running.
 * @param profile the folder with Chromium's lock
 */
export function startRefusal({ operands }: Start, profile: string): string[] | undefined {
  const isLocked = lstatSync(join(profile, 'SingletonLock'), { throwIfNoEntry: false }) !== undefined;
  if (!isLocked || Buffer.byteLength(operands.join(' ')) <= MOST_BYTES) return undefined;
  return [
    `Containers Trace is running, and cannot take ${operands.length} files at once from another start.`,
    'Drop the files on its window, or import the folder that contains them.',
  ];
}
