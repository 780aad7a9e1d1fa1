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

/** As long as taking a large library off a disk may take. */
const SETTLING_LIMIT_S = 60;

/**
 * Ends a move whose process was killed, or whose machine stopped: a copy that was not whole yet goes, a move that was
 * committed is finished. Either way one whole library is left. Does nothing while the move goes on, or when there is none,
 * or when its process is on another machine or in another pid namespace.
 * @returns what became of it
 * @throws AppError or the system's error when the disk refuses; the next call tries again
 */
export async function recoverMove(
  configDir: string,
): Promise<'none' | 'running' | 'elsewhere' | 'undone' | 'finished'> {
  const seen = readMoveNote(configDir);
  if (!seen) return 'none';
  const state = stateOf(seen.owner);
  if (state !== 'gone') return state === 'running' ? 'running' : 'elsewhere';
  // The watchdog and the next start may both come for it: one after the other.
  const turn = await holdLock(configDir, SETTLING_LIMIT_S);
  if (!turn) return 'running';
  try {
    return await recoverNotedMove(configDir);
  } finally {
    await turn.release();
  }
}

/** The same for whoever has the turn already, so that nobody moves anything at this moment. */
export async function recoverNotedMove(configDir: string): Promise<'none' | 'undone' | 'finished'> {
  const note = readMoveNote(configDir);
  if (!note) return 'none';
  if (stateOf(note.owner) === 'elsewhere')
    throw new AppError('config', `A library is being moved by a process on ${nameOfPlace(note.owner)}.`, {
      hint: 'Wait for its end. If it was killed, run `recover` there.',
    });
  if (note.phase === 'committed') await finishMove(configDir, note);
  else await undoMove(configDir, note);
  return note.phase === 'committed' ? 'finished' : 'undone';
}

/** What was copied goes, the library is where it was. May be repeated. */
export async function undoMove(configDir: string, { from, copy, made }: MoveNote): Promise<void> {
  if (copy) await removePartial(copy.partial);
  for (const folder of made) if (kindOf(folder) === 'empty folder') rmdirSync(folder);
  lowerMovingFlag(from);
  removeMoveNote(configDir);
}

/**
 * Puts the library into its new place, the settings and a link at the old place to it, then the old one off the disk. The
 * link is for those that read the old path before: without it they would begin an empty library there. May be repeated
 * from any point at which an accident cut it short.
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
 * What a note moves is a library: the mover's flag is in it, or a trace, or nothing.
 * @throws AppError `config` for any other folder, which is left alone
 */
function requireLibrary(folder: string, { owner, to }: MoveNote): void {
  const flag = readMovingFlag(folder);
  const isFlagged = flag?.to === to && identityKey(flag.owner) === identityKey(owner);
  const names = readdirSync(folder);
  if (isFlagged || names.length === 0 || names.some((name) => isTrace(folder, name))) return;
  throw new AppError('config', `${folder} is no library that moves to ${to}: it is left alone.`, {
    hint: 'If no library of yours is on its way, remove library-move.json beside the settings.',
  });
}

const isTrace = (libraryDir: string, name: string): boolean =>
  runIdSchema.safeParse(name).success && existsSync(join(libraryDir, name, RECORD_FILE));

/** `from` takes the place of nothing, of an empty folder, or of the link that an earlier move left. */
function moveOver(from: string, to: string): void {
  if (kindOf(to) === 'link') unlinkSync(to);
  renameSync(from, to);
}

/** A folder that somebody made there in between is replaced while it is empty; what holds something is left alone. */
function leaveLink(at: string, to: string): void {
  if (kindOf(at) === 'empty folder') rmdirSync(at);
  if (kindOf(at) === 'none') symlinkSync(to, at);
}

function setLibrary(configDir: string, libraryDir: string): void {
  const settings = new SettingsFile(configDir, () => undefined);
  if (settings.read().libraryDir !== libraryDir) settings.change({ libraryDir });
}

type Kind = 'none' | 'link' | 'folder' | 'empty folder' | 'other';

/** Also of a library that holds no trace yet. */
const isFolder = (path: string): boolean => ['folder', 'empty folder'].includes(kindOf(path));

/** What a path is, links not followed. @throws the system's error when it cannot be looked at */
export function kindOf(path: string): Kind {
  const facts = lstatSync(path, { throwIfNoEntry: false });
  if (!facts) return 'none';
  if (facts.isSymbolicLink()) return 'link';
  if (!facts.isDirectory()) return 'other';
  return readdirSync(path).length === 0 ? 'empty folder' : 'folder';
}
