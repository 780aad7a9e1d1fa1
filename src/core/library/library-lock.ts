import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { holdLock } from '../process/hold-lock';

const LOCK_FILE = '.lock';
const LOCK_LIMIT_S = 15;

/**
 * Runs one change of the library while nobody else changes it: window and command line share the lock. It is the kernel's
 * (flock(1) holds it on a pipe to us), so it is free the moment its holder dies, however it dies.
 * @throws AppError `command` when another process holds it for longer than 15 s
 */
export async function withLibraryLock<T>(libraryDir: string, change: () => Promise<T>): Promise<T> {
  const lock = await holdLock(join(libraryDir, LOCK_FILE), LOCK_LIMIT_S);
  if (!lock)
    throw new AppError(
      'command',
      `Another process has been changing the library ${libraryDir} for ${LOCK_LIMIT_S} s.`,
      {
        hint: 'Wait for it, or end it: `fuser --verbose` on the file .lock in the library shows who holds it.',
      },
    );
  try {
    return await change();
  } finally {
    await lock.release();
  }
}

/** The same lock for a clean-up that must not fail for want of it: undefined when it cannot be had within `waitS` seconds. */
export async function tryLibraryLock(
  libraryDir: string,
  waitS: number,
): Promise<{ release(): Promise<void> } | undefined> {
  return holdLock(join(libraryDir, LOCK_FILE), waitS).catch(() => undefined);
}
