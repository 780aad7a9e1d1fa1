import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { refuseMoving } from '../journal/moving-flag';
import { holdLock } from '../process/hold-lock';
import { lockHolder } from '../process/lock-holder';

const LOCK_FILE = '.lock';
const LOCK_LIMIT_S = 15;

/**
 * Runs a change of the library under its lock, which the window and the command line share. The kernel releases the lock
 * when its holder ends for any reason.
 * @throws AppError `command` when another process holds the lock for longer than 15 s
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
        hint: `Wait until it has finished, or end it. ${holder === undefined ? '`fuser --verbose` on the file .lock in the library' : `\`ps -fp ${holder}\``} shows the process.`,
      },
    );
  }
  try {
    return await change();
  } finally {
    await lock.release();
  }
}

/** Acquires the lock, and again if the file was replaced meanwhile: the library may have been moved to another disk. */
async function heldLock(path: string): ReturnType<typeof holdLock> {
  for (;;) {
    const before = await stat(path).catch(() => undefined);
    const lock = await holdLock(path, LOCK_LIMIT_S);
    const now = await stat(path).catch(() => undefined);
    if (!lock || before === undefined || (now?.ino === before.ino && now.dev === before.dev)) return lock;
    await lock.release();
  }
}

/** Acquires the lock for a cleanup that also works without it. @returns undefined when it is not free within `waitS` seconds */
export async function tryLibraryLock(
  libraryDir: string,
  waitS: number,
): Promise<{ release(): Promise<void> } | undefined> {
  return holdLock(join(libraryDir, LOCK_FILE), waitS).catch(() => undefined);
}
