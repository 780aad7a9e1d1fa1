import { accessSync, constants, statSync } from 'node:fs';
import { MIB } from '@shared/model/units';
import { shellQuote } from '@shared/planning/shell-quote';
import { diskFloor } from '../runs/watch/disk-guard';
import { gib, nearestAbove, type Space } from './file-system';
import type { Finding } from './finding';

/** The state of a folder. Reading it changes nothing. */
export type FolderState = 'ready' | 'absent' | 'no-folder' | 'closed' | 'foreign';

/** @param uid the user who needs to write into the folder */
export function folderState(path: string, uid: number): FolderState {
  try {
    const facts = statSync(path);
    if (!facts.isDirectory()) return 'no-folder';
    return canWrite(path) ? 'ready' : facts.uid === uid ? 'closed' : 'foreign';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOTDIR' ? 'no-folder' : code === 'ENOENT' ? 'absent' : 'foreign';
  }
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export function libraryCheck(path: string, uid: number, space: Space): Finding {
  const broken = folderFinding(path, folderState(path, uid), 'Traces are recorded into this folder.');
  if (broken) return broken;
  const floor = diskFloor({}, space.totalBytes);
  const free = `${gib(space.freeBytes)} free of ${gib(space.totalBytes)} in ${path}`;
  const floorRule = `A recording stops, and its trace is kept, when less than ${gib(floor)} is free.`;
  if (space.freeBytes < floor)
    return {
      state: 'bad',
      summary: `Only ${free}, which is too little.`,
      why: `${floorRule} So no recording can start.`,
      remedy: `du -sh ${shellQuote(path)}`,
    };
  if (space.kind && !space.kind.lasts)
    return {
      state: 'caution',
      summary: `${free}, which is ${space.kind.name}.`,
      why: `Traces in memory are lost when the machine shuts down. ${floorRule}`,
    };
  if (space.kind)
    return {
      state: 'caution',
      summary: `${free}, which is ${space.kind.name}.`,
      why: `If it is too slow, some events are discarded, and the trace contains a warning. ${floorRule}`,
    };
  return { state: space.freeBytes < 2 * floor ? 'caution' : 'good', summary: `${free}.`, why: floorRule };
}

/** The problem of a folder that the app writes to; undefined if there is none. */
function folderFinding(path: string, state: FolderState, why: string): Finding | undefined {
  if (state === 'ready') return undefined;
  if (state === 'absent' && canWrite(nearestAbove(path)))
    return {
      state: 'caution',
      summary: `${path} does not exist.`,
      why: `${why} The next recording creates it.`,
      fix: ['mkdir', '-p', path],
    };
  const quoted = shellQuote(path);
  if (state === 'closed')
    return {
      state: 'bad',
      summary: `You own ${path}, but its permissions do not allow writing.`,
      why,
      fix: ['chmod', 'u+rwx', path],
    };
  if (state === 'no-folder')
    return { state: 'bad', summary: `${path} is not a folder.`, why, remedy: `ls -ld ${quoted}` };
  const problem =
    state === 'absent' ? 'does not exist, and you cannot create it' : 'exists, but you cannot write to it';
  const owner = state === 'absent' ? `sudo install -d -o "$USER" ${quoted}` : `sudo chown "$USER" ${quoted}`;
  return { state: 'bad', summary: `${path} ${problem}.`, why, remedy: owner };
}

const BUILD_BYTES = 2 * 1_073_741_824;

/** Checks the cache: packages for the demo image, and reports of inspected images. */
export function cacheCheck(path: string, uid: number, space: Space): Finding {
  const why = 'The cache contains downloads for the demo image and reports of inspected images. It can be rebuilt.';
  const state = folderState(path, uid);
  const free = `${gib(space.freeBytes)} free in ${path}`;
  if (state === 'absent' && canWrite(nearestAbove(path)))
    return { state: 'good', summary: `${free}. The folder is created when first needed.`, why };
  const broken = folderFinding(path, state, why);
  if (broken) return broken;
  if (space.freeBytes < BUILD_BYTES)
    return {
      state: 'caution',
      summary: `${free}.`,
      why: `Building the demo image takes up to ${gib(BUILD_BYTES)}. ${why}`,
    };
  return { state: 'good', summary: space.kind ? `${free}, which is ${space.kind.name}.` : `${free}.`, why };
}

/** Logs, settings and records of a recording need less. */
const RUNTIME_BYTES = MIB;

/** Checks the base of runtime folders, for sockets and the session daemon's home. Memory is the right place for them. */
export function runtimeFolderCheck(
  path: string,
  uid: number,
  sessionFolder: string | undefined,
  { freeBytes }: Pick<Space, 'freeBytes'>,
): Finding {
  const why = 'It contains the private session daemon and its sockets during a recording. They are removed afterwards.';
  const broken = folderFinding(path, folderState(path, uid), why);
  if (broken) return broken;
  if (freeBytes < RUNTIME_BYTES)
    return {
      state: 'bad',
      summary: `The file system of ${path} is full.`,
      why: `${why} Free some space there, or set CONTAINERS_TRACE_RUNTIME_DIR to another folder with a short path.`,
      remedy: `df -h ${shellQuote(path)}`,
    };
  const { mode } = statSync(path);
  if ((mode & 0o1002) === 0o002)
    return {
      state: 'bad',
      summary: `Every user can write to ${path}.`,
      why: 'Another user could replace the files in it.',
      remedy: `chmod o-w ${shellQuote(path)}`,
    };
  if (uid !== 0 && sessionFolder === undefined && path.startsWith('/tmp'))
    return {
      state: 'note',
      summary: `${path}, because this session has no folder in /run/user.`,
      why: `${why} A log-in through systemd creates one, but /tmp works as well.`,
    };
  return { state: 'good', summary: `${path}.`, why };
}
