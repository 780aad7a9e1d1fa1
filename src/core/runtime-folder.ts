import { randomInt } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { namesOf, onDisk } from './files/file-names';
import { makeFolders } from './files/make-folders';
import { isRunning, ownIdentity, processIdentitySchema } from './process/identity';

const OWNER_FILE = 'owner.json';
const NAME = /^ct-[A-Za-z0-9]{6}$/;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The path of a runtime folder to be: known before it is made, so that the watchdog can be told of it first. */
export const runtimeFolderPath = (base: string): string =>
  join(base, `ct-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`);

/**
 * A short-lived folder of this process's own: the private session daemon's home, Podman's socket, their settings.
 * @throws AppError `denied` when it cannot be made
 */
export function makeRuntimeFolder(path: string): string {
  const base = dirname(path);
  try {
    makeFolders(base);
    mkdirSync(path, { mode: 0o700 });
    writeFileSync(join(path, OWNER_FILE), JSON.stringify(ownIdentity()), { mode: 0o600 });
    return path;
  } catch (error) {
    throw new AppError('denied', `No runtime folder can be made in ${base}: ${(error as Error).message}`, {
      hint: 'Set CONTAINERS_TRACE_RUNTIME_DIR to a short path that you may write to.',
      cause: error,
    });
  }
}

/** Runtime folders of this user whose process is gone: after a power cut, or when the watchdog was killed too. */
export function orphanedRuntimeFolders(base: string): string[] {
  return names(base)
    .filter((name) => NAME.test(name))
    .map((name) => join(base, name))
    .filter((path) => isOrphan(path));
}

export function removeRuntimeFolder(path: string): void {
  removeWhole(path);
  removeWhole(scratchFolderOf(path));
}

/** Also what a killed build of Podman left in it: folders that nobody may enter, not even their owner (buildah's mount points). */
export function removeWhole(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    if (!['EACCES', 'EPERM', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    openFolders(path);
    rmSync(path, { recursive: true, force: true });
  }
}

/** Links are not followed: they are no folders of ours. */
function openFolders(path: string): void {
  chmodSync(onDisk(path), 0o700);
  for (const name of namesOf(path))
    if (lstatSync(onDisk(join(path, name))).isDirectory()) openFolders(join(path, name));
}

/** Where large short-lived files go: a runtime folder can be in memory. Its name follows from the runtime folder's, so both go together. */
export const SCRATCH_BASE = '/var/tmp';

const scratchFolderOf = (runtimeDir: string): string => join(SCRATCH_BASE, basename(runtimeDir));

/** @throws AppError `denied` when it cannot be made */
export const makeScratchFolder = (runtimeDir: string): string => makeRuntimeFolder(scratchFolderOf(runtimeDir));

function isOrphan(path: string): boolean {
  try {
    if (statSync(path).uid !== process.getuid?.()) return false;
    const owner = processIdentitySchema.safeParse(parseJson(readFileSync(join(path, OWNER_FILE), 'utf8')));
    return owner.success && !isRunning(owner.data);
  } catch {
    return false; // not one of ours, or being made right now
  }
}

function names(base: string): string[] {
  try {
    return readdirSync(base);
  } catch {
    return [];
  }
}
