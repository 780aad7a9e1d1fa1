import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineId } from '@shared/engines/registry';
import { type AppError, toAppError } from '@shared/model/app-error';
import { withAwakeLimit } from '@shared/model/awake-timer';
import type { Engine } from '../../engines/engine';
import { openEngine } from '../../engines/registry';
import { noteFailure } from '../../journal/journal';
import type { JournalContent } from '../../journal/read-journals';
import { knownRuntimeBases } from '../../places';
import { endOwnedProcesses } from '../../process/owned-processes';
import { removeRuntimeFolder } from '../../runtime-folder';
import { removeContainers, type UndoOutcome, undoAll } from './undo';
import { validateJournal } from './validate-journal';

const PROBE_LIMIT_MS = 15_000;
/** Docker completes the request of a killed client: within tens of milliseconds, later on a busy machine. */
const LATE_CONTAINER_MS = 1_500;
const LATE_CONTAINER = { id: 'late-container', title: 'A container that the engine created late' };
const CHECK_EVERY_MS = 100;

/**
 * Cleans up after a run whose process has ended: the watchdog does so at once, `recover` after a power cut. Removes
 * containers first, then sessions, then finishes the trace; recorded data is kept. Deletes the journal once every undo has
 * succeeded.
 * @param runtimeDir the caller's own runtime folder, for engine services that have to be started
 * @param justDied the process has only just ended: an engine may still be creating the container that it requested
 * @throws AppError as validateJournal does; nothing has been changed then
 */
export async function cleanUpRun(
  journal: JournalContent,
  runtimeDir: string,
  { justDied = false } = {},
): Promise<UndoOutcome> {
  const libraryDir = dirname(dirname(journal.path));
  validateJournal(journal, libraryDir, [dirname(runtimeDir), ...knownRuntimeBases(process.env)]);
  const engines = new Map<EngineId, Engine>();
  const engine = (id: EngineId): Engine => {
    const known = engines.get(id) ?? openEngine(id, { env: process.env, runtimeDir });
    engines.set(id, known);
    return known;
  };
  try {
    // Podman's service takes the longest to start, so start it while the processes of the killed run end.
    await Promise.all([
      endOwnedProcesses(journal.owner, journal.runtimeDir),
      ...enginesOf(journal).map((id) => withAwakeLimit(PROBE_LIMIT_MS, (signal) => engine(id).probe(signal))),
    ]);
    const late = justDied ? await containerToCome(journal, engine) : undefined;
    const outcome = await undoAll(journal.undos, { reason: 'accident', notes: journal, engine });
    const failed = late && (await removeLate(engine(late), journal.runId));
    if (failed) outcome.failed.push({ step: LATE_CONTAINER, error: failed });
    for (const failure of outcome.failed) noteFailure(journal.path, failure);
    if (outcome.failed.length === 0) {
      rmSync(journal.path, { force: true });
      removeRuntimeFolder(journal.runtimeDir);
    }
    return outcome;
  } finally {
    await Promise.all([...engines.values()].map((one) => one.close()));
  }
}

/** The engines that this process calls itself. The helper removes its own containers when it ends. */
const enginesOf = (journal: JournalContent): EngineId[] => [
  ...new Set(
    journal.undos.flatMap(({ undo }) =>
      'engine' in undo && !('reach' in undo && undo.reach === 'helper') ? undo.engine : [],
    ),
  ),
];

/** The engine of the last container request, if it has no container of this run: that one was removed, or may still be created. */
async function containerToCome(
  journal: JournalContent,
  engine: (id: EngineId) => Engine,
): Promise<EngineId | undefined> {
  const last = journal.undos.at(-1)?.undo;
  if (last?.kind !== 'remove-containers' || last.reach === 'helper' || engine(last.engine).endsWithUs) return undefined;
  const found = await engine(last.engine)
    .findByRun(journal.runId)
    .catch(() => []); // the undo reports that the engine does not respond
  return found.length === 0 ? last.engine : undefined;
}

/** @returns the error of the last attempt, if it failed */
async function removeLate(engine: Engine, runId: string): Promise<AppError | undefined> {
  const deadline = performance.now() + LATE_CONTAINER_MS;
  let failed: AppError | undefined;
  while (performance.now() < deadline) {
    await delay(CHECK_EVERY_MS);
    failed = await removeContainers(engine, runId).then(
      () => undefined,
      (error: unknown) => toAppError(error),
    );
  }
  return failed;
}
