import { accessSync, constants, statSync } from 'node:fs';
import { shellQuote } from '@shared/planning/shell-quote';
import { diskFloor } from '../runs/watch/disk-guard';
import { gib, nearestAbove, type Space } from './file-system';
import type { Finding } from './finding';

/** A folder as it is; looking at it changes nothing. */
export type FolderState = 'ready' | 'absent' | 'no-folder' | 'closed' | 'foreign';

/** @param uid who wants to write there */
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
  const broken = folderFinding(path, folderState(path, uid), 'Traces are recorded straight into it.');
  if (broken) return broken;
  const floor = diskFloor({}, space.totalBytes);
  const free = `${gib(space.freeBytes)} free of ${gib(space.totalBytes)} in ${path}`;
  const floorSays = `A recording stops, and is kept, when less than ${gib(floor)} is free.`;
  if (space.freeBytes < floor)
    return {
      state: 'bad',
      summary: `${free}: too little.`,
      why: `${floorSays} So none can begin.`,
      remedy: `du -sh ${shellQuote(path)}`,
    };
  if (space.kind && !space.kind.lasts)
    return {
      state: 'caution',
      summary: `${free}, which is ${space.kind.name}.`,
      why: `Traces there are lost when the machine ends. ${floorSays}`,
    };
  if (space.kind)
    return {
      state: 'caution',
      summary: `${free}, which is ${space.kind.name}.`,
      why: `When it is slower than the events, some are discarded; the trace says so. ${floorSays}`,
    };
  return { state: space.freeBytes < 2 * floor ? 'caution' : 'good', summary: `${free}.`, why: floorSays };
}

/** What is wrong with a folder that we write to; undefined when nothing is. */
function folderFinding(path: string, state: FolderState, why: string): Finding | undefined {
  if (state === 'ready') return undefined;
  if (state === 'absent' && canWrite(nearestAbove(path)))
    return {
      state: 'caution',
      summary: `${path} is not there.`,
      why: `${why} It is made with the next recording.`,
      fix: ['mkdir', '-p', path],
    };
  const quoted = shellQuote(path);
  if (state === 'closed')
    return { state: 'bad', summary: `${path} is yours, but closed for writing.`, why, fix: ['chmod', 'u+rwx', path] };
  if (state === 'no-folder') return { state: 'bad', summary: `${path} is no folder.`, why, remedy: `ls -ld ${quoted}` };
  const absent = state === 'absent' ? 'is not there, and you may not make it' : 'is there, but you may not write to it';
  const owner = state === 'absent' ? `sudo install -d -o "$USER" ${quoted}` : `sudo chown "$USER" ${quoted}`;
  return { state: 'bad', summary: `${path} ${absent}.`, why, remedy: owner };
}

const BUILD_BYTES = 2 * 1_073_741_824;

/** The base image's parts and what was found out about images. */
export function cacheCheck(path: string, uid: number, space: Space): Finding {
  const why =
    'What building the demo image fetched, and what was found in images, is kept there; all of it can be made again.';
  const state = folderState(path, uid);
  const free = `${gib(space.freeBytes)} free in ${path}`;
  if (state === 'absent' && canWrite(nearestAbove(path)))
    return { state: 'good', summary: `${free}; made when first needed.`, why };
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

/** Sockets and the session daemon's folder; memory is the right place for them. */
export function runtimeFolderCheck(path: string, uid: number, sessionFolder: string | undefined): Finding {
  const why = 'The private session daemon and its sockets are there while you record; nothing stays.';
  const broken = folderFinding(path, folderState(path, uid), why);
  if (broken) return broken;
  const { mode } = statSync(path);
  if ((mode & 0o1002) === 0o002)
    return {
      state: 'bad',
      summary: `${path} is open for everybody.`,
      why: 'Anybody could take the place of what is made there.',
      remedy: `chmod o-w ${shellQuote(path)}`,
    };
  if (uid !== 0 && sessionFolder === undefined && path.startsWith('/tmp'))
    return {
      state: 'note',
      summary: `${path}; this session has no folder of its own in /run/user.`,
      why: `${why} A log-in through systemd gives you one; /tmp serves as well.`,
    };
  return { state: 'good', summary: `${path}.`, why };
}
