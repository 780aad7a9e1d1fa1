import { randomInt } from 'node:crypto';
import { chmodSync, existsSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { parseJson } from '@shared/model/json';
import { namesOf, onDisk } from './files/file-names';
import { makeFolders } from './files/make-folders';
import { namesIn } from './files/optional-files';
import { isOwnFolder, readOwnFile, requireOwnFolder } from './files/own-file';
import { identityKey, isGone, ownIdentity, type ProcessIdentity, processIdentitySchema } from './process/identity';
import { isRuntimeFolderName, isRuntimeFolderPath } from './process/runtime-folder-name';

export const OWNER_FILE = 'owner.json';
export const MOST_OWNER_BYTES = 4_096;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A path for a new runtime folder. The watchdog gets it before the folder is created. */
export const runtimeFolderPath = (base: string): string =>
  join(base, `ct-${Array.from({ length: 6 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`);

/**
 * Creates the temporary folder of this process: for the private session daemon's home, Podman's socket, and their settings.
 * Leaves no folder behind when its owner file cannot be written, as on a full file system.
 * @throws AppError `command` on a full file system, else `denied`
 */
export function makeRuntimeFolder(path: string, wayOut = RUNTIME_WAY_OUT): string {
  const base = dirname(path);
  try {
    makeFolders(base);
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    throw notCreated(base, error, wayOut);
  }
  try {
    writeFileSync(join(path, OWNER_FILE), JSON.stringify(ownIdentity()), { mode: 0o600 });
    return path;
  } catch (error) {
    rmSync(path, { recursive: true, force: true });
    throw notCreated(base, error, wayOut);
  }
}

const RUNTIME_WAY_OUT = ', or set CONTAINERS_TRACE_RUNTIME_DIR to another folder with a short path';

function notCreated(base: string, error: unknown, wayOut: string): AppError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new AppError(
      'command',
      `The file system of ${base} is full, so no temporary folder could be created there.`,
      {
        hint: `Free some space in ${base}${wayOut}.`,
        detail: message,
        cause: error,
      },
    );
  return new AppError('denied', `The temporary folder could not be created in ${base}. ${message}`, {
    hint: `Make ${base} writable for you${wayOut}.`,
    cause: error,
  });
}

/** Everything in a base with the name of a runtime folder, of any user. */
export const runtimeFoldersIn = (base: string): string[] =>
  namesIn(base)
    .filter(isRuntimeFolderName)
    .map((name) => join(base, name));

/**
 * Runtime folders of this user whose process has ended: after a power cut, or if the watchdog was killed, too. The base may be
 * shared by all users (/tmp), so links and folders that others own or can write to are ignored.
 */
export function orphanedRuntimeFolders(base: string): string[] {
  return runtimeFoldersIn(base).filter((path) => {
    const owner = ownerOfRuntimeFolder(path);
    return owner !== undefined && isGone(owner);
  });
}

/** The process that owns a runtime folder; undefined if it is not a runtime folder of this user, or is just being created. */
export function ownerOfRuntimeFolder(path: string): ProcessIdentity | undefined {
  try {
    const text = isOwnFolder(path) ? readOwnFile(join(path, OWNER_FILE), MOST_OWNER_BYTES) : '';
    return processIdentitySchema.safeParse(parseJson(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Checks that a path from a file is the runtime folder of a process. A folder that does not exist passes.
 * @param bases the folders that can contain this user's runtime folders
 * @throws AppError `config` for another folder, `denied` for one that is not this user's
 */
export function requireRuntimeFolder(path: string, owner: ProcessIdentity, bases: readonly string[]): void {
  const wrong = (why: string): AppError => new AppError('config', `${path} is not the run's runtime folder. ${why}.`);
  if (!isRuntimeFolderPath(path)) throw wrong('Its name is not that of a runtime folder');
  if (!existsSync(path)) return;
  if (!bases.includes(dirname(path))) throw wrong(`It is not in ${bases.join(' or ')}`);
  requireOwnFolder(path);
  const found = ownerOfRuntimeFolder(path);
  if (!found || identityKey(found) !== identityKey(owner)) throw wrong('It belongs to another process');
}

/** Removes a runtime folder and its scratch folder. Ignores folders that do not belong to this user alone. */
export function removeRuntimeFolder(path: string): void {
  for (const folder of [path, scratchFolderOf(path)]) if (isOwnFolder(folder)) removeWhole(folder);
}

/** Removes a folder with its content, even folders without any permissions: a killed Podman build leaves such mount points. */
export function removeWhole(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch (error) {
    if (!['EACCES', 'EPERM', 'ENOTEMPTY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    openFolders(path);
    rmSync(path, { recursive: true, force: true });
  }
}

/** Makes a folder and its subfolders accessible to their owner. Does not follow links. */
function openFolders(path: string): void {
  chmodSync(onDisk(path), 0o700);
  for (const name of namesOf(path))
    if (lstatSync(onDisk(join(path, name))).isDirectory()) openFolders(join(path, name));
}

/** The base of scratch folders, for large temporary files: a runtime folder can be in memory. Both have the same name. */
export const SCRATCH_BASE = '/var/tmp';

const scratchFolderOf = (runtimeDir: string): string => join(SCRATCH_BASE, basename(runtimeDir));

/** @throws AppError as makeRuntimeFolder does */
export const makeScratchFolder = (runtimeDir: string): string => makeRuntimeFolder(scratchFolderOf(runtimeDir), '');
