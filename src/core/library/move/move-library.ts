import { existsSync } from 'node:fs';
import { chmod, mkdir, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, toAppError } from '@shared/model/app-error';
import type { Progress } from '@shared/model/transfer';
import { MIB } from '@shared/model/units';
import { folderError } from '../../files/folder-error';
import { makeFolders } from '../../files/make-folders';
import { MOVING_FILE, raiseMovingFlag } from '../../journal/moving-flag';
import { isPartialName, partialBeside } from '../../journal/partial';
import { readJournals } from '../../journal/read-journals';
import { holdLock } from '../../process/hold-lock';
import { identityKey, ownIdentity, type ProcessIdentity, stateOf } from '../../process/identity';
import { nameOfPlace } from '../../process/place';
import { waitUntil } from '../../process/wait-until';
import { isDraft } from '../drafts';
import { withLibraryLock } from '../library-lock';
import { INDEX_FILE } from '../row-index';
import { copyTree, type TreeEntry, treeOf } from './copy-tree';
import { type MoveNote, writeMoveNote } from './move-note';
import { moveTarget } from './move-target';
import { finishMove, recoverNotedMove, undoMove } from './recover-move';

export interface MoveOrder {
  libraryDir: string;
  to: string;
  /** Folder of the settings and of the note about the move. */
  configDir: string;
  /** Whether the settings contain the library's path and must be updated. */
  setting: boolean;
  /** Called after the library was marked as moving. @throws AppError to refuse the move */
  refuse?(): void;
  onProgress(progress: Progress): void;
  signal: AbortSignal;
}

export const ANOTHER_MOVE = 'Another process is moving a library.';
/** Extra space for the metadata of the file system. */
const MARGIN_BYTES = 64 * MIB;
/** Names that are not moved: they belong to this path, or are recreated. */
const STAYS = new Set(['.lock', '.journal', INDEX_FILE, MOVING_FILE]);
const stays = (name: string): boolean =>
  STAYS.has(name) || name.startsWith('.purging.') || isPartialName(name) || isDraft(name);

/**
 * Moves a library with its trash, and leaves a link at the old path. Renames it on the same file system. To another one,
 * copies everything and verifies the copy before it deletes the original. A cancel, a kill or a full disk at any time leaves
 * exactly one complete library. The caller must start a watchdog for this process.
 * @returns the new path, links resolved
 * @throws AppError `cancelled`; `config` while the library is in use, or for an unsuitable target; `denied`, `command` for disk errors
 */
export async function moveLibrary(order: MoveOrder): Promise<string> {
  const { configDir } = order;
  makeFolders(configDir);
  const turn = await holdLock(configDir, 0);
  if (!turn)
    throw new AppError('config', ANOTHER_MOVE, {
      hint: 'Wait until it has finished, then try again.',
    });
  try {
    await recoverNotedMove(configDir); // finish or undo an earlier move, which may have failed in this process
    return await withLibraryLock(moveTarget(order.libraryDir, order.to).from, () => move(order));
  } finally {
    await turn.release();
  }
}

/** Runs under the library's lock and the lock for moves. */
async function move(order: MoveOrder): Promise<string> {
  // Check again: the library may have been moved while this process waited for the lock.
  const { from, to, sameDisk } = moveTarget(order.libraryDir, order.to);
  const note: MoveNote = {
    schema: 1,
    owner: ownIdentity(),
    phase: 'copying',
    from,
    to,
    copy: sameDisk ? null : { partial: partialBeside(to), old: partialBeside(from) },
    made: missingAbove(to),
    setting: order.setting,
  };
  writeMoveNote(order.configDir, note);
  try {
    raiseMovingFlag(from, to);
    order.refuse?.();
    await refuseUsed(from, order.signal);
    await prepare(order, note);
    writeMoveNote(order.configDir, { ...note, phase: 'committed' });
  } catch (error) {
    await undoMove(order.configDir, note);
    throw converted(error, order.signal, from, to);
  }
  // From here on, the move can only be finished, not undone.
  await finishMove(order.configDir, note).catch((error: unknown) => {
    throw new AppError('cleanup', `The move to ${to} could not be finished. ${toAppError(error).message}`, {
      hint: 'No data is lost. Fix the cause and restart the app, which then finishes the move.',
      cause: error,
    });
  });
  return to;
}

/** The part of the move that can still be undone. */
async function prepare(order: MoveOrder, { from, to, copy }: MoveNote): Promise<void> {
  const tree = copy ? await treeOf(from, stays) : [];
  const totalBytes = tree.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  order.onProgress({ doneBytes: 0, totalBytes });
  order.signal.throwIfAborted();
  makeFolders(dirname(to));
  if (copy) await copyWhole(order, from, to, copy.partial, tree, totalBytes);
  order.signal.throwIfAborted();
}

async function copyWhole(
  { onProgress, signal }: MoveOrder,
  from: string,
  to: string,
  partial: string,
  tree: readonly TreeEntry[],
  totalBytes: number,
): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(to));
  if (bavail * bsize < totalBytes + MARGIN_BYTES)
    throw new AppError('command', `The disk of ${to} has not enough space for the library.`, {
      hint: `The library needs ${mib(totalBytes + MARGIN_BYTES)}, but only ${mib(bavail * bsize)} is free. Free up space there, or use another disk.`,
    });
  await mkdir(partial, { mode: 0o700 });
  let read = 0;
  // Each byte is read twice: for the copy and for the comparison.
  const onBytes = (bytes: number): void => {
    read += bytes;
    onProgress({ doneBytes: Math.min(totalBytes, Math.floor(read / 2)), totalBytes });
  };
  await copyTree(from, partial, tree, { onBytes, signal });
  await chmod(partial, (await stat(from)).mode & 0o7777);
}

const mib = (bytes: number): string => `${Math.ceil(bytes / MIB)} MiB`;

/** Missing parent folders, deepest first, the order in which an undo removes them. */
function missingAbove(path: string): string[] {
  const folder = dirname(path);
  return existsSync(folder) ? [] : [folder, ...missingAbove(folder)];
}

/** How long to wait for aborted background work of this process, such as an archive for drag-and-drop. */
const OWN_END_MS = 10_000;

/** @throws AppError `config` while a process records, exports or imports in the library, or when one was killed and not recovered */
async function refuseUsed(libraryDir: string, signal: AbortSignal): Promise<void> {
  const own = identityKey(ownIdentity());
  const journals = () => readJournals(libraryDir).journals;
  await waitUntil(() => journals().every(({ owner }) => identityKey(owner) !== own), {
    what: "this process's work in the library to end",
    timeoutMs: OWN_END_MS,
    everyMs: 50,
    signal,
  });
  const [living] = journals().filter(({ owner }) => stateOf(owner) !== 'gone');
  if (living)
    throw new AppError(
      'config',
      `The library is in use. Process ${living.owner.pid}${placeOf(living.owner)} is recording, exporting or importing.`,
      { hint: 'Wait until it has finished, or stop it. Then move the library.' },
    );
  const { journals: left, unreadable } = readJournals(libraryDir);
  if (left.length + unreadable.length > 0)
    throw new AppError('config', 'The library contains work that was interrupted and has not been cleaned up.', {
      hint: 'Run `recover`, then move the library.',
    });
}

const placeOf = (owner: ProcessIdentity): string => (stateOf(owner) === 'elsewhere' ? ` on ${nameOfPlace(owner)}` : '');

/** Converts an error: attributes a system error to the old library or to the target by its path. */
function converted(error: unknown, signal: AbortSignal, from: string, to: string): AppError {
  if (signal.aborted) return new AppError('cancelled', 'The move was cancelled. The library was not moved.');
  if (error instanceof AppError) return error;
  const { code, path = '' } = error as NodeJS.ErrnoException;
  return code ? folderError(error, path.startsWith(from) ? from : to) : toAppError(error);
}
