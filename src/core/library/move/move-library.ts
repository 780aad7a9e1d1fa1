import { existsSync } from 'node:fs';
import { chmod, mkdir, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, toAppError } from '@shared/model/app-error';
import type { Progress } from '@shared/model/transfer';
import { MIB } from '@shared/model/units';
import { folderError } from '../../files/folder-error';
import { makeFolders } from '../../files/make-folders';
import { readJournals } from '../../journal/journal';
import { MOVING_FILE, raiseMovingFlag } from '../../journal/moving-flag';
import { isPartialName, partialBeside } from '../../journal/partial';
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
  /** Where the note of the move stands, and the settings. */
  configDir: string;
  /** Whether the settings say where the library is, and are to follow. */
  setting: boolean;
  /** @throws AppError for what keeps the library where it is; asked when nobody can begin anything there any more */
  refuse?(): void;
  onProgress(progress: Progress): void;
  signal: AbortSignal;
}

/** Beside the library itself, for what a file system needs of its own. */
const MARGIN_BYTES = 64 * MIB;
/** Of the library at this place, or made anew: none of it is a trace's. */
const STAYS = new Set(['.lock', '.journal', INDEX_FILE, MOVING_FILE]);
const stays = (name: string): boolean =>
  STAYS.has(name) || name.startsWith('.purging.') || isPartialName(name) || isDraft(name);

/**
 * Moves a whole library, its trash too, and leaves a link where it was. On one file system that is a rename; to another
 * one everything is copied and read back before anything is taken away. Cancelled, killed or out of space at any moment:
 * one whole library is left, and nothing half beside it. The caller guards this process by a watchdog.
 * @returns where it is now, without links on the way
 * @throws AppError `cancelled`; `config` while it is used, or for a place that does not serve; `denied`, `command` when a disk refuses
 */
export async function moveLibrary(order: MoveOrder): Promise<string> {
  const { configDir } = order;
  makeFolders(configDir);
  const turn = await holdLock(configDir, 0);
  if (!turn)
    throw new AppError('config', 'Another process is moving a library.', { hint: 'Wait for its end, then try again.' });
  try {
    await recoverNotedMove(configDir); // of an earlier move, also one of this process that could not be finished
    return await withLibraryLock(moveTarget(order.libraryDir, order.to).from, () => move(order));
  } finally {
    await turn.release();
  }
}

/** While nobody changes the library, and nobody else moves one. */
async function move(order: MoveOrder): Promise<string> {
  // Looked at again: it may have been moved while we waited for the lock.
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
  // From here on there is no way back, only on.
  await finishMove(order.configDir, note).catch((error: unknown) => {
    throw new AppError('cleanup', `The move to ${to} could not be finished: ${toAppError(error).message}`, {
      hint: 'Nothing is lost. Mend the reason and start anew: the next start finishes it.',
      cause: error,
    });
  });
  return to;
}

/** Everything but what cannot be taken back. */
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
    throw new AppError('command', `The disk of ${to} has no room for the library.`, {
      hint: `It needs ${mib(totalBytes + MARGIN_BYTES)}, and ${mib(bavail * bsize)} are free. Free up space there, or choose another disk.`,
    });
  await mkdir(partial, { mode: 0o700 });
  let read = 0;
  // Each byte is read twice: to be copied, and to be compared.
  const onBytes = (bytes: number): void => {
    read += bytes;
    onProgress({ doneBytes: Math.min(totalBytes, Math.floor(read / 2)), totalBytes });
  };
  await copyTree(from, partial, tree, { onBytes, signal });
  await chmod(partial, (await stat(from)).mode & 0o7777);
}

const mib = (bytes: number): string => `${Math.ceil(bytes / MIB)} MiB`;

/** Deepest first: what an accident leaves of them is taken away in this order. */
function missingAbove(path: string): string[] {
  const folder = dirname(path);
  return existsSync(folder) ? [] : [folder, ...missingAbove(folder)];
}

/** What this process itself makes in the background, an archive ahead for one, is given up at once: its promise ends soon. */
const OWN_END_MS = 10_000;

/** @throws AppError `config` for whoever records, exports or imports there, or was cut off while they did */
async function refuseUsed(libraryDir: string, signal: AbortSignal): Promise<void> {
  const own = identityKey(ownIdentity());
  const journals = () => readJournals(libraryDir).journals;
  await waitUntil(() => journals().every(({ owner }) => identityKey(owner) !== own), {
    what: 'what this process does in the library',
    timeoutMs: OWN_END_MS,
    everyMs: 50,
    signal,
  });
  const [living] = journals().filter(({ owner }) => stateOf(owner) !== 'gone');
  if (living)
    throw new AppError(
      'config',
      `The library is in use: process ${living.owner.pid}${placeOf(living.owner)} records, exports or imports there.`,
      { hint: 'Wait for its end, or stop it, then move the library.' },
    );
  const { journals: left, unreadable } = readJournals(libraryDir);
  if (left.length + unreadable.length > 0)
    throw new AppError('config', 'Something that an accident cut off in this library is not settled yet.', {
      hint: 'Run `recover`, then move the library.',
    });
}

const placeOf = (owner: ProcessIdentity): string => (stateOf(owner) === 'elsewhere' ? ` of ${nameOfPlace(owner)}` : '');

/** What was refused in the library itself is told of it, everything else of where it was to go. */
function converted(error: unknown, signal: AbortSignal, from: string, to: string): AppError {
  if (signal.aborted) return new AppError('cancelled', 'The move was cancelled; the library is where it was.');
  if (error instanceof AppError) return error;
  const { code, path = '' } = error as NodeJS.ErrnoException;
  return code ? folderError(error, path.startsWith(from) ? from : to) : toAppError(error);
}
