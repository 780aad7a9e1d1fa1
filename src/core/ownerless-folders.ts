import { lstatSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '@shared/model/json';
import { isOwnFolder, readOwnFile } from './files/own-file';
import { MOST_OWNER_BYTES, OWNER_FILE, ownerOfRuntimeFolder, runtimeFoldersIn } from './runtime-folder';

/** A runtime folder has an owner file within a millisecond. A process that was stopped in between may need longer. */
const SAFE_AGE_MS = 600_000;

export interface OwnerlessFolders {
  removed: string[];
  /** Folders that may be in use: they have content, or an owner file of another version. */
  leftAlone: string[];
}

/**
 * Removes the runtime folders of this user whose creation failed: they are empty, or have only an owner file that was cut off,
 * as earlier versions left them on a full file system. The base may be shared by all users (/tmp), so links and folders that
 * others own or can write to are ignored. A folder with other content may belong to a process whose owner file was deleted, for
 * example by systemd-tmpfiles(8), so it is left alone.
 */
export function removeOwnerlessFolders(base: string, nowMs = Date.now()): OwnerlessFolders {
  const found: OwnerlessFolders = { removed: [], leftAlone: [] };
  for (const path of runtimeFoldersIn(base)) {
    if (!isOwnFolder(path) || ownerOfRuntimeFolder(path) || !isOld(path, nowMs)) continue;
    if (isAbandonedCreation(path) && removed(path)) found.removed.push(path);
    else found.leftAlone.push(path);
  }
  return found;
}

const isOld = (path: string, nowMs: number): boolean => {
  const changedMs = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return changedMs !== undefined && changedMs < nowMs - SAFE_AGE_MS;
};

function isAbandonedCreation(path: string): boolean {
  const names = readdirSync(path);
  if (names.length === 0) return true;
  return names.length === 1 && names[0] === OWNER_FILE && !isJson(join(path, OWNER_FILE));
}

/** Whether it is a complete document. A link, another user's file and an unreadable file count as one: they are not touched. */
function isJson(path: string): boolean {
  let text: string;
  try {
    text = readOwnFile(path, MOST_OWNER_BYTES);
  } catch {
    return true;
  }
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

/** Not recursive: a folder that got other content meanwhile stays. */
function removed(path: string): boolean {
  try {
    rmSync(join(path, OWNER_FILE), { force: true });
    rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}
