import { existsSync, lstatSync, readdirSync, renameSync, rmdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { runIdSchema } from '@shared/model/run-id';
import { lowerMovingFlag, readMovingFlag } from '../../journal/moving-flag';
import { removePartial } from '../../journal/partial';
import { holdLock } from '../../process/hold-lock';
import { identityKey, stateOf } from '../../process/identity';
import { nameOfPlace } from '../../process/place';
import { SettingsFile } from '../../settings/settings-file';
import { RECORD_FILE } from '../trace-folder';
import { type MoveNote, readMoveNote, removeMoveNote } from './move-note';

/** Enough time to delete a large library. */
const RECOVERY_LIMIT_S = 60;

/**
 * Recovers a move whose process was killed or whose machine stopped: removes an incomplete copy, or finishes a committed move.
 * Exactly one complete library remains. Does nothing without a move, while it is running, or when its process is on another
 * machine or in another pid namespace.
 * @returns the outcome
 * @throws AppError or the system's error on disk errors; the next call tries again
 */
export async function recoverMove(
  configDir: string,
): Promise<'none' | 'running' | 'elsewhere' | 'undone' | 'finished'> {
  const seen = readMoveNote(configDir);
  if (!seen) return 'none';
  const state = stateOf(seen.owner);
  if (state !== 'gone') return state === 'running' ? 'running' : 'elsewhere';
  // The watchdog and the next start of the app may call this at the same time.
  const turn = await holdLock(configDir, RECOVERY_LIMIT_S);
  if (!turn) return 'running';
  try {
    return await recoverNotedMove(configDir);
  } finally {
    await turn.release();
  }
}

/** Like recoverMove, for a caller that already holds the lock for moves. */
export async function recoverNotedMove(configDir: string): Promise<'none' | 'undone' | 'finished'> {
  const note = readMoveNote(configDir);
  if (!note) return 'none';
  if (stateOf(note.owner) === 'elsewhere')
    throw new AppError('config', `A process on ${nameOfPlace(note.owner)} is moving a library.`, {
      hint: 'Wait until it has finished. If it was killed, run `recover` there.',
    });
  if (note.phase === 'committed') await finishMove(configDir, note);
  else await undoMove(configDir, note);
  return note.phase === 'committed' ? 'finished' : 'undone';
}

/** Removes the copy. The library stays at its old path. May be repeated. */
export async function undoMove(configDir: string, { from, copy, made }: MoveNote): Promise<void> {
  if (copy) await removePartial(copy.partial);
  for (const folder of made) if (kindOf(folder) === 'empty folder') rmdirSync(folder);
  lowerMovingFlag(from);
  removeMoveNote(configDir);
}

/**
 * Renames the library or its copy to the new path, updates the settings, leaves a link at the old path and deletes the old
 * library. Without the link, processes with the old path would create an empty library there. May be repeated after a crash
 * at any point.
 */
export async function finishMove(configDir: string, note: MoveNote): Promise<void> {
  const { from, to, copy } = note;
  if (isFolder(from)) requireLibrary(from, note);
  if (copy) {
    if (isFolder(copy.partial)) moveOver(copy.partial, to);
    if (note.setting) setLibrary(configDir, to);
    if (isFolder(from) && kindOf(copy.old) === 'none') renameSync(from, copy.old);
  } else {
    if (kindOf(from) === 'folder' && kindOf(to) !== 'folder') moveOver(from, to);
    if (note.setting) setLibrary(configDir, to);
  }
  lowerMovingFlag(to);
  leaveLink(from, to);
  if (copy) await removePartial(copy.old);
  removeMoveNote(configDir);
}

/**
 * Checks that the folder in a note is a library: it contains the flag of this move, a trace, or nothing.
 * @throws AppError `config` for any other folder
 */
function requireLibrary(folder: string, { owner, to }: MoveNote): void {
  const flag = readMovingFlag(folder);
  const isFlagged = flag?.to === to && identityKey(flag.owner) === identityKey(owner);
  const names = readdirSync(folder);
  if (isFlagged || names.length === 0 || names.some((name) => isTrace(folder, name))) return;
  throw new AppError('config', `${folder} is not a library that is being moved to ${to}, so it was not changed.`, {
    hint: 'If you are not moving a library, remove library-move.json beside the settings.',
  });
}

const isTrace = (libraryDir: string, name: string): boolean =>
  runIdSchema.safeParse(name).success && existsSync(join(libraryDir, name, RECORD_FILE));

/** Renames `from` to `to`, which does not exist, is an empty folder, or is the link of an earlier move. */
function moveOver(from: string, to: string): void {
  if (kindOf(to) === 'link') unlinkSync(to);
  renameSync(from, to);
}

/** Creates the link at the old path. Replaces an empty folder there, but nothing else. */
function leaveLink(at: string, to: string): void {
  if (kindOf(at) === 'empty folder') rmdirSync(at);
  if (kindOf(at) === 'none') symlinkSync(to, at);
}

function setLibrary(configDir: string, libraryDir: string): void {
  const settings = new SettingsFile(configDir, () => undefined);
  if (settings.read().libraryDir !== libraryDir) settings.change({ libraryDir });
}

type Kind = 'none' | 'link' | 'folder' | 'empty folder' | 'other';

/** Includes an empty library. */
const isFolder = (path: string): boolean => ['folder', 'empty folder'].includes(kindOf(path));

/** The type of a path, without following links. @throws the system's error when it cannot be inspected */
export function kindOf(path: string): Kind {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts) return 'none';
  if (facts.isSymbolicLink()) return 'link';
  if (!facts.isDirectory()) return 'other';
  return readdirSync(path).length === 0 ? 'empty folder' : 'folder';
}
