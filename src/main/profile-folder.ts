import { cpSync, existsSync, lstatSync, readlinkSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { makeFolders } from '@core/files/make-folders';

/** What decides about the folder of the window's data. */
export interface ProfilePlace {
  /** The folder of the settings. */
  configDir: string;
  /** Electron's folder in older versions, beside that of the settings; null if the settings are in a folder of the user's choice. */
  oldFolder: string | null;
  isPackaged: boolean;
}

/**
 * The folder of Chromium's data, of the window's size and of the lock against a second window. A checkout has a folder of its own, so
 * it does not take an installed package for another start of itself. Moves the folder of an older version, once. While that version
 * runs, its folder stays in use, and so does its lock.
 * @param rename moves a folder within a file system; for tests, in which another start is faster
 * @throws the system's error if the folder can be neither moved nor created
 */
export function profileFolder(
  { configDir, oldFolder, isPackaged }: ProfilePlace,
  rename: (from: string, to: string) => void = renameSync,
): string {
  const folder = join(configDir, isPackaged ? 'window' : 'window-of-checkout');
  if (existsSync(folder)) {
    removeEmpty(oldFolder);
    return folder;
  }
  makeFolders(configDir);
  if (oldFolder === null || !existsSync(oldFolder)) makeFolders(folder);
  // A user's link stays: a relative one would lead elsewhere from another folder.
  else if (lstatSync(oldFolder).isSymbolicLink() || isInUse(oldFolder)) return oldFolder;
  else move(oldFolder, folder, rename);
  return folder;
}

/** Chromium's lock is a link to `HOST-PID` (process_singleton_posix.cc). A pid of another host cannot be checked. */
function isInUse(folder: string): boolean {
  const lock = join(folder, 'SingletonLock');
  if (!lstatSync(lock, { throwIfNoEntry: false })) return false;
  const [, host, pid] = /^(.*)-(\d+)$/.exec(readlinkSync(lock)) ?? [];
  return host !== hostname() || existsSync(`/proc/${pid}`);
}

/** Electron creates the folder at every start, before the app runs. */
function removeEmpty(folder: string | null): void {
  try {
    if (folder !== null) rmdirSync(folder);
  } catch {
    // it does not exist, or an older version has used it since
  }
}

/** The new folder is complete at once, also on another file system. */
function move(from: string, to: string, rename: (from: string, to: string) => void): void {
  try {
    rename(from, to);
  } catch (error) {
    if (existsSync(to)) return; // another start was faster
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const partial = `${to}.partial`;
    rmSync(partial, { recursive: true, force: true });
    cpSync(from, partial, { recursive: true, verbatimSymlinks: true });
    renameSync(partial, to);
    rmSync(from, { recursive: true });
  }
}
