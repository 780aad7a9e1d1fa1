import { basename } from 'node:path';
import { AppError, toAppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import { spaceAt } from '../../doctor/file-system';
import { type JournalContent, readJournal, readJournals } from '../../journal/journal';
import { removeDrafts } from '../../library/drafts';
import { finishAbandonedTrace } from '../../library/finish-trace';
import { withLibraryLock } from '../../library/library-lock';
import type { TraceLibrary } from '../../library/trace-library';
import { type ProcessIdentity, stateOf } from '../../process/identity';
import { nameOfPlace, ownPlace } from '../../process/place';
import { orphanedRuntimeFolders, removeRuntimeFolder, SCRATCH_BASE } from '../../runtime-folder';
import { settleJournal } from './settle-journal';

export interface Recovery {
  /** Runs that an accident had cut off and that are settled now. */
  settled: { runId: string; kept: boolean }[];
  /** Runtime folders that were removed. */
  removedFolders: string[];
  /** What could not be cleaned up or was refused, with the reason. */
  failed: { what: string; error: string }[];
  /** What may be in use on another machine or in another pid namespace, with what to do. */
  leftAlone: { what: string; why: string }[];
}

/**
 * Mends what a power cut, or the death of the watchdog, left: runs whose journal is there and whose process is not,
 * traces that nobody records any more, runtime folders without an owner, half deletions. Running recordings are left alone, and
 * so is what may be in use on another machine or in another pid namespace. A journal that names what is not its run's is refused.
 */
export async function recover(library: TraceLibrary, runtimeBase: string, runtimeDir: string): Promise<Recovery> {
  await library.prepare();
  return withLibraryLock(library.dir, () => sweep(library, runtimeBase, runtimeDir));
}

async function sweep(library: TraceLibrary, runtimeBase: string, runtimeDir: string): Promise<Recovery> {
  const recovery: Recovery = { settled: [], removedFolders: [], failed: [], leftAlone: [] };
  const { journals, unreadable } = readJournals(library.dir);
  for (const path of unreadable) reportUnreadable(path, recovery);
  for (const journal of journals) await settleOne(library, journal, runtimeDir, recovery);
  await settleHalfTraces(library, recovery);
  for (const path of [runtimeBase, SCRATCH_BASE].flatMap(orphanedRuntimeFolders)) {
    removeRuntimeFolder(path);
    recovery.removedFolders.push(path);
  }
  await removeDrafts(library.dir);
  await library.finishPurges();
  return recovery;
}

async function settleOne(
  library: TraceLibrary,
  journal: JournalContent,
  runtimeDir: string,
  recovery: Recovery,
): Promise<void> {
  const { runId, owner, path } = journal;
  const state = stateOf(owner);
  if (state === 'running') return reportLeft(journal, recovery);
  if (state === 'elsewhere' || (await mayBeOnAnotherMachine(library, owner))) {
    const place = nameOfPlace(owner);
    recovery.leftAlone.push({
      what: runId,
      why: `It belongs to ${place}. Run \`recover\` there. If nothing records it any more, remove ${path}.`,
    });
    return;
  }
  try {
    const outcome = await settleJournal(journal, runtimeDir);
    if (outcome.failed.length === 0) recovery.settled.push({ runId, kept: outcome.kept });
    for (const { stepId, error } of outcome.failed)
      recovery.failed.push({ what: `${runId}, ${stepId}`, error: error.message });
  } catch (error) {
    recovery.failed.push({ what: runId, error: toAppError(error).message });
  }
}

/** A run whose undos failed has ended, although its process runs: only that process may be using what is left. */
function reportLeft({ runId, owner, failures }: JournalContent, recovery: Recovery): void {
  for (const { stepId, error } of failures)
    recovery.failed.push({
      what: `${runId}, ${stepId}`,
      error: `${oneLine(error.message)} Quit the app (process ${owner.pid}), then run \`recover\` again.`,
    });
}

/** Version 0.1 noted no machine: its journal of another boot is this machine's only where no other machine can write. */
async function mayBeOnAnotherMachine(library: TraceLibrary, owner: ProcessIdentity): Promise<boolean> {
  if (owner.host !== undefined || owner.bootId === ownPlace().bootId) return false;
  return (await spaceAt(library.dir)).kind?.lasts === true; // a network file system, or one that may be
}

function reportUnreadable(path: string, recovery: Recovery): void {
  try {
    readJournal(path);
  } catch (error) {
    const failed = toAppError(error);
    if (failed.code !== 'missing') recovery.failed.push({ what: path, error: failed.message }); // missing: its run has ended
  }
}

/** Runs that a journal speaks of: a living process's, one's that cannot be judged from here, or a refused one. */
function journaledRuns(library: TraceLibrary): Set<string> {
  const { journals, unreadable } = readJournals(library.dir);
  return new Set([...journals.map(({ runId }) => runId), ...unreadable.map((path) => basename(path, '.jsonl'))]);
}

/** A trace in the state `recording` of whose run there is no journal. */
async function settleHalfTraces(library: TraceLibrary, recovery: Recovery): Promise<void> {
  const halves = (await library.rows()).filter((row) => row.state === 'recording');
  // Journals after rows: a run that began meanwhile has written its journal before its folder.
  const journaled = journaledRuns(library);
  for (const row of halves) {
    if (journaled.has(row.id)) continue;
    try {
      recovery.settled.push({ runId: row.id, kept: await finishAbandonedTrace(library.pathOf(row.id), 'accident') });
    } catch (error) {
      recovery.failed.push({ what: row.id, error: toAppError(error).message });
    }
  }
}

/** What the user should know of a recovery that nobody asked for, one line each. */
export const noticesOf = ({ failed, leftAlone }: Recovery): string[] => [
  ...failed.map(({ what, error }) => `Recovering ${what}: ${error}`),
  ...leftAlone.map(({ what, why }) => `${what} was left alone. ${why}`),
];

/** @throws AppError `cleanup` when something is left */
export function requireComplete(recovery: Recovery): void {
  const [first] = recovery.failed;
  if (first)
    throw new AppError('cleanup', `${first.what}: ${first.error}`, {
      hint: 'Mend the reason, then run `recover` again.',
    });
}
