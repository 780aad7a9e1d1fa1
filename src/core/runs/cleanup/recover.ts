import { basename } from 'node:path';
import { AppError, toAppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import { spaceAt } from '../../doctor/file-system';
import { type JournalContent, readJournal, readJournals } from '../../journal/read-journals';
import { removeDrafts } from '../../library/drafts';
import { finishAbandonedTrace } from '../../library/finish-trace';
import { withLibraryLock } from '../../library/library-lock';
import type { TraceLibrary } from '../../library/trace-library';
import { removeOwnerlessFolders } from '../../ownerless-folders';
import { type ProcessIdentity, stateOf } from '../../process/identity';
import { nameOfPlace, ownPlace } from '../../process/place';
import { orphanedRuntimeFolders, removeRuntimeFolder, SCRATCH_BASE } from '../../runtime-folder';
import { cleanUpRun } from './clean-up-run';

export interface Recovery {
  /** Runs that were interrupted and are cleaned up now. */
  settled: { runId: string; kept: boolean }[];
  /** Runtime folders that were removed. */
  removedFolders: string[];
  /** What could not be cleaned up or was refused, with the reason. */
  failed: { what: string; error: string }[];
  /** Runs and moves that may be in use on another machine, in another pid namespace or by another user, and what to do about them. */
  leftAlone: { what: string; why: string }[];
}

/**
 * Cleans up after a power cut or a killed watchdog: runs with a journal but without a process, abandoned traces, runtime
 * folders without an owner, unfinished deletions. Leaves running recordings alone, and everything that may be in use on
 * another machine or in another pid namespace. Refuses a journal that names anything that its run did not create.
 */
export async function recover(library: TraceLibrary, runtimeBase: string, runtimeDir: string): Promise<Recovery> {
  await library.prepare();
  return withLibraryLock(library.dir, () => sweep(library, runtimeBase, runtimeDir));
}

async function sweep(library: TraceLibrary, runtimeBase: string, runtimeDir: string): Promise<Recovery> {
  const recovery: Recovery = { settled: [], removedFolders: [], failed: [], leftAlone: [] };
  const { journals, unreadable } = readJournals(library.dir);
  for (const path of unreadable) reportUnreadable(path, recovery);
  for (const journal of journals) await recoverRun(library, journal, runtimeDir, recovery);
  await finishAbandonedTraces(library, recovery);
  for (const path of [runtimeBase, SCRATCH_BASE].flatMap(orphanedRuntimeFolders)) {
    removeRuntimeFolder(path);
    recovery.removedFolders.push(path);
  }
  removeOwnerless([runtimeBase, SCRATCH_BASE], recovery);
  await removeDrafts(library.dir);
  await library.finishPurges();
  return recovery;
}

function removeOwnerless(bases: readonly string[], recovery: Recovery): void {
  for (const { removed, leftAlone } of bases.map((base) => removeOwnerlessFolders(base))) {
    recovery.removedFolders.push(...removed);
    for (const what of leftAlone)
      recovery.leftAlone.push({
        what,
        why: 'This temporary folder names no owner. If no recording of yours is running, delete it.',
      });
  }
}

async function recoverRun(
  library: TraceLibrary,
  journal: JournalContent,
  runtimeDir: string,
  recovery: Recovery,
): Promise<void> {
  const { runId, owner, uid, path } = journal;
  // The copy of another user's library: the containers of its journals carry that user's runs, and may be in use.
  if (uid !== undefined && uid !== process.getuid?.()) {
    recovery.leftAlone.push({
      what: runId,
      why: `The recording belongs to the user with the id ${uid}. If this library is a copy of that user's, delete ${path}. Otherwise run \`recover\` as that user.`,
    });
    return;
  }
  const state = stateOf(owner);
  if (state === 'running') return reportLeft(journal, recovery);
  if (state === 'elsewhere' || (await mayBeOnAnotherMachine(library, owner))) {
    const place = nameOfPlace(owner);
    recovery.leftAlone.push({
      what: runId,
      why: `The recording belongs to ${place}. Run \`recover\` there. If it is no longer running, delete ${path}.`,
    });
    return;
  }
  try {
    const outcome = await cleanUpRun(journal, runtimeDir);
    if (outcome.failed.length === 0) recovery.settled.push({ runId, kept: outcome.kept });
    for (const { step, error } of outcome.failed)
      recovery.failed.push({ what: `${runId}, “${step.title}”`, error: error.message });
  } catch (error) {
    recovery.failed.push({ what: runId, error: toAppError(error).message });
  }
}

/** Reports failed undos of a run that has ended while its process is still running: that process may use what is left. */
function reportLeft({ runId, owner, failures }: JournalContent, recovery: Recovery): void {
  for (const { step, error } of failures)
    recovery.failed.push({
      what: `${runId}, “${step.title}”`,
      error: `${oneLine(error.message)} Quit the app (process ${owner.pid}), then run \`recover\` again.`,
    });
}

/** Version 0.1 stored no machine. Its journal of another boot is this machine's only if no other machine can write there. */
async function mayBeOnAnotherMachine(library: TraceLibrary, owner: ProcessIdentity): Promise<boolean> {
  if (owner.host !== undefined || owner.bootId === ownPlace().bootId) return false;
  return (await spaceAt(library.dir)).kind?.lasts === true; // a network file system, or possibly one
}

function reportUnreadable(path: string, recovery: Recovery): void {
  try {
    readJournal(path);
  } catch (error) {
    const failed = toAppError(error);
    if (failed.code !== 'missing') recovery.failed.push({ what: path, error: failed.message }); // missing: the run has ended meanwhile
  }
}

/** The ids of all runs with a journal: of running ones, of ones on another machine, and of refused journals. */
function journaledRuns(library: TraceLibrary): Set<string> {
  const { journals, unreadable } = readJournals(library.dir);
  return new Set([...journals.map(({ runId }) => runId), ...unreadable.map((path) => basename(path, '.jsonl'))]);
}

/** Finishes each trace that is in the state `recording` although its run has no journal. */
async function finishAbandonedTraces(library: TraceLibrary, recovery: Recovery): Promise<void> {
  const unfinished = ['recording', 'interrupted'];
  const recordingRows = (await library.rows()).filter((row) => unfinished.includes(row.state));
  // Read journals after rows: a run that starts in between writes its journal before its folder.
  const journaled = journaledRuns(library);
  for (const row of recordingRows) {
    if (journaled.has(row.id)) continue;
    try {
      recovery.settled.push({ runId: row.id, kept: await finishAbandonedTrace(library.pathOf(row.id), 'accident') });
    } catch (error) {
      recovery.failed.push({ what: row.id, error: toAppError(error).message });
    }
  }
}

/** The notices for an automatic recovery, one line each. */
export const noticesOf = ({ failed, leftAlone }: Recovery): string[] => [
  ...failed.map(({ what, error }) => `Recovering ${what}: ${error}`),
  ...leftAlone.map(({ what, why }) => `${what} was left alone. ${why}`),
];

/** @throws AppError `cleanup` when something could not be cleaned up */
export function requireComplete(recovery: Recovery): void {
  const [first] = recovery.failed;
  if (first)
    throw new AppError('cleanup', `${first.what}: ${first.error}`, {
      hint: 'Fix the cause, then run `recover` again.',
    });
}
