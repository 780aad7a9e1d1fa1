import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import type { Start } from './arrived-arguments';

/**
 * A start hands its arguments to the running app in one message of at most 32 KiB (Chromium's process_singleton_posix.cc). The
 * message contains them twice: as bytes, and as V8 serializes them, which takes two bytes for each character of a text outside
 * Latin-1. The rest is for Chromium's options. A start whose message is refused ends the running app, since that does not answer.
 */
const MOST_BYTES = 30 * 1024;

/**
 * Returns the lines of an error if the running app cannot take the arguments of this start; undefined if it can, or if the app is
 * not running.
 * @param profile the folder with Chromium's lock
 */
export function startRefusal(start: Start, profile: string): string[] | undefined {
  const isLocked = lstatSync(join(profile, 'SingletonLock'), { throwIfNoEntry: false }) !== undefined;
  if (!isLocked || messageBytes(start) <= MOST_BYTES) return undefined;
  return [
    `Containers Trace is running, and cannot take ${start.operands.length} files at once from another start.`,
    'Drop the files on its window, or import the folder that contains them.',
  ];
}

const messageBytes = (start: Start): number =>
  Buffer.byteLength([start.folder, ...start.operands].join('\0')) + serialize(start).length;
