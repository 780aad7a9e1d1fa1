import { AppError, toAppError } from '@shared/model/app-error';
import { readJournals } from '../journal/journal';
import { removeDrafts } from '../library/drafts';
import { withLibraryLock } from '../library/library-lock';
import { settleTrace } from '../library/settle-trace';
import type { TraceLibrary } from '../library/trace-library';
import { identityOf, isRunning } from '../process/identity';
import { orphanedRuntimeFolders, removeRuntimeFolder, SCRATCH_BASE } from '../runtime-folder';
import { settleJournal } from './settle-journal';

export interface Recovery {
  /** Runs that an accident had cut off and that are settled now. */
  settled: { runId: string; kept: boolean }[];
  /** Runtime folders that were removed. */
  removedFolders: string[];
  /** What could not be cleaned up, with the reason. */
  failed: { what: string; error: string }[];
}

/**
 * Mends what a power cut, or the death of the watchdog, left: runs whose journal is there and whose process is not,
 * traces that nobody records any more, runtime folders without an owner, half deletions. Runs that go on are left alone.
 */
export async function recover(library: TraceLibrary, runtimeBase: string, runtimeDir: string): Promise<Recovery> {
  await library.prepare();
  return withLibraryLock(library.dir, () => sweep(library, runtimeBase, runtimeDir));
}

async function sweep(library: TraceLibrary, runtimeBase: string, runtimeDir: string): Promise<Recovery> {
  const recovery: Recovery = { settled: [], removedFolders: [], failed: [] };
  const { journals, unreadable } = readJournals(library.dir);
  for (const path of unreadable) recovery.failed.push({ what: path, error: 'The journal cannot be read.' });
  for (const journal of journals.filter((one) => !isRunning(one.owner))) {
    const outcome = await settleJournal(journal, runtimeDir);
    if (outcome.failed.length === 0) recovery.settled.push({ runId: journal.runId, kept: outcome.kept });
    for (const { stepId, error } of outcome.failed)
      recovery.failed.push({ what: `${journal.runId}, ${stepId}`, error: error.message });
  }
  await settleHalfTraces(library, recovery);
  for (const path of [runtimeBase, SCRATCH_BASE].flatMap(orphanedRuntimeFolders)) {
    removeRuntimeFolder(path);
    recovery.removedFolders.push(path);
  }
  await removeDrafts(library.dir, (pid) => identityOf(pid) === undefined);
  await library.finishPurges();
  return recovery;
}

const livingRuns = (library: TraceLibrary): Set<string> =>
  new Set(
    readJournals(library.dir)
      .journals.filter((journal) => isRunning(journal.owner))
      .map((journal) => journal.runId),
  );

/** A trace in the state `recording` whose run is not in any journal of a living process. */
async function settleHalfTraces(library: TraceLibrary, recovery: Recovery): Promise<void> {
  const halves = (await library.rows()).filter((row) => row.state === 'recording');
  // Journals after rows: a run that began meanwhile has written its journal before its folder.
  const alive = livingRuns(library);
  for (const row of halves) {
    if (alive.has(row.id)) continue;
    try {
      recovery.settled.push({ runId: row.id, kept: await settleTrace(library.pathOf(row.id), 'accident') });
    } catch (error) {
      recovery.failed.push({ what: row.id, error: toAppError(error).message });
    }
  }
}

/** @throws AppError `cleanup` when something is left */
export function requireWhole(recovery: Recovery): void {
  const [first] = recovery.failed;
  if (first)
    throw new AppError('cleanup', `${first.what}: ${first.error}`, {
      hint: 'Mend the reason, then run `recover` again.',
    });
}
