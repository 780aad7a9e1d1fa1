import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { refuseMoving } from '../journal/moving-flag';
import { holdLock } from '../process/hold-lock';
import { lockHolder } from '../process/lock-holder';

const LOCK_FILE = '.lock';
const LOCK_LIMIT_S = 15;

/**
 * Runs one change of the library while nobody else changes it: window and command line share the lock. It is the kernel's
 * (flock(1) holds it on a pipe to us), so it is free the moment its holder dies, however it dies.
 * @throws AppError `command` when another process holds it for longer than 15 s
 */
export async function withLibraryLock<T>(libraryDir: string, change: () => Promise<T>): Promise<T> {
  const lock = await heldLock(join(libraryDir, LOCK_FILE));
  if (!lock) {
    refuseMoving(libraryDir);
    const holder = lockHolder(join(libraryDir, LOCK_FILE));
    throw new AppError(
      'command',
      `${holder === undefined ? 'Another process' : `Process ${holder}`} has been changing the library ${libraryDir} for ${LOCK_LIMIT_S} s.`,
      {
        hint: `Wait for it, or end it: ${holder === undefined ? '`fuser --verbose` on the file .lock in the library shows who holds it' : `\`ps -fp ${holder}\` shows what it is`}.`,
      },
    );
  }
  try {
    return await change();
  } finally {
    await lock.release();
  }
}

/** The lock of the file that is there once it is held: the library may have been moved to another disk while we waited. */
async function heldLock(path: string): ReturnType<typeof holdLock> {
  for (;;) {
    const before = await stat(path).catch(() => undefined);
    const lock = await holdLock(path, LOCK_LIMIT_S);
    const now = await stat(path).catch(() => undefined);
    if (!lock || before === undefined || (now?.ino === before.ino && now.dev === before.dev)) return lock;
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
