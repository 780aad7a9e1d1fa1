import { randomInt } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { namesOf, onDisk } from './files/file-names';
import { makeFolders } from './files/make-folders';
import { isOwnFolder, readOwnFile, requireOwnFolder } from './files/own-file';
import { identityKey, isGone, ownIdentity, type ProcessIdentity, processIdentitySchema } from './process/identity';
import { isRuntimeFolderName, isRuntimeFolderPath } from './process/runtime-folder-name';

const OWNER_FILE = 'owner.json';
const MOST_OWNER_BYTES = 4_096;

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

/**
 * Runtime folders of this user whose process is gone: after a power cut, or when the watchdog was killed too. The base may be
 * shared by all users (/tmp): only a folder counts that is this user's, to which nobody else may write, and no link.
 */
export function orphanedRuntimeFolders(base: string): string[] {
  return names(base)
    .filter(isRuntimeFolderName)
    .map((name) => join(base, name))
    .filter((path) => {
      const owner = ownerOfRuntimeFolder(path);
      return owner !== undefined && isGone(owner);
    });
}

/** Whose a runtime folder of this user is; undefined for what is none, or is being made at this moment. */
export function ownerOfRuntimeFolder(path: string): ProcessIdentity | undefined {
  try {
    const text = isOwnFolder(path) ? readOwnFile(join(path, OWNER_FILE), MOST_OWNER_BYTES) : '';
    return processIdentitySchema.safeParse(parseJson(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Checks that a path that was read from a file is the runtime folder of that process. One that is gone already passes.
 * @param bases where this user's runtime folders are
 * @throws AppError `config` for another folder, `denied` for one that is not this user's
 */
export function requireRuntimeFolder(path: string, owner: ProcessIdentity, bases: readonly string[]): void {
  const wrong = (why: string): AppError => new AppError('config', `${path} is not the run's runtime folder: ${why}.`);
  if (!isRuntimeFolderPath(path)) throw wrong('it has another name');
  if (!existsSync(path)) return;
  if (!bases.includes(dirname(path))) throw wrong(`it is not in ${bases.join(' or ')}`);
  requireOwnFolder(path);
  const found = ownerOfRuntimeFolder(path);
  if (!found || identityKey(found) !== identityKey(owner)) throw wrong('it names another process');
}

/** Removes a runtime folder and its scratch folder; what is not this user's own folder is left alone. */
export function removeRuntimeFolder(path: string): void {
  for (const folder of [path, scratchFolderOf(path)]) if (isOwnFolder(folder)) removeWhole(folder);
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

function names(base: string): string[] {
  try {
    return readdirSync(base);
  } catch {
    return [];
  }
}
