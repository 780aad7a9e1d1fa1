import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { EngineId } from '@shared/engines/registry';
import { type AppError, toAppError } from '@shared/model/app-error';
import type { Engine } from '../../engines/engine';
import { openEngine } from '../../engines/registry';
import { type JournalContent, noteFailure } from '../../journal/journal';
import { knownRuntimeBases } from '../../places';
import { endOwnedProcesses } from '../../process/owned-processes';
import { removeRuntimeFolder } from '../../runtime-folder';
import { judgeJournal } from './judge-journal';
import { removeContainers, type UndoOutcome, undoAll } from './undo';

const PROBE_LIMIT_MS = 15_000;
/** Docker goes on with what a killed client asked for: tens of milliseconds, more on a busy machine. */
const LATE_CONTAINER_MS = 1_500;
const LOOK_EVERY_MS = 100;

/**
 * Cleans up after a run whose process is gone: by the watchdog at once, by `recover` after a power cut. Containers first,
 * then sessions, then the trace: what was recorded is kept. The journal goes when every undo succeeded.
 * @param runtimeDir a folder of the caller's own, for engines that it has to start
 * @throws AppError as judgeJournal says, before anything is touched
 * @param justDied the process ended this moment: an engine may still be making the container that it asked for
 */
export async function settleJournal(
  journal: JournalContent,
  runtimeDir: string,
  { justDied = false } = {},
): Promise<UndoOutcome> {
  const libraryDir = dirname(dirname(journal.path));
  judgeJournal(journal, libraryDir, [dirname(runtimeDir), ...knownRuntimeBases(process.env)]);
  const engines = new Map<EngineId, Engine>();
  const engine = (id: EngineId): Engine => {
    const known = engines.get(id) ?? openEngine(id, { env: process.env, runtimeDir });
    engines.set(id, known);
    return known;
  };
  try {
    // Podman's service takes the longest to come up: it starts while the killed process's own ends.
    await Promise.all([
      endOwnedProcesses(journal.owner, journal.runtimeDir),
      ...enginesOf(journal).map((id) => engine(id).probe(AbortSignal.timeout(PROBE_LIMIT_MS))),
    ]);
    const late = justDied ? await containerToCome(journal, engine) : undefined;
    const outcome = await undoAll(journal.undos, { reason: 'accident', engine });
    const failed = late && (await removeLate(engine(late), journal.runId));
    if (failed) outcome.failed.push({ stepId: 'late container', error: failed });
    for (const { stepId, error } of outcome.failed) noteFailure(journal.path, stepId, error);
    if (outcome.failed.length === 0) {
      rmSync(journal.path, { force: true });
      removeRuntimeFolder(journal.runtimeDir);
    }
    return outcome;
  } finally {
    await Promise.all([...engines.values()].map((one) => one.close()));
  }
}

/** Those that we speak to ourselves: what the helper had made, it has taken back. */
const enginesOf = (journal: JournalContent): EngineId[] => [
  ...new Set(
    journal.undos.flatMap(({ undo }) =>
      'engine' in undo && !('reach' in undo && undo.reach === 'helper') ? undo.engine : [],
    ),
  ),
];

/** The engine that was asked for a container last, when it has none of this run: it was removed already, or is still to come. */
async function containerToCome(
  journal: JournalContent,
  engine: (id: EngineId) => Engine,
): Promise<EngineId | undefined> {
  const last = journal.undos.at(-1)?.undo;
  if (last?.kind !== 'remove-containers' || last.reach === 'helper' || engine(last.engine).endsWithUs) return undefined;
  const there = await engine(last.engine)
    .findByRun(journal.runId)
    .catch(() => []); // the undo itself tells that the engine does not answer
  return there.length === 0 ? last.engine : undefined;
}

/** @returns what the last look ended with, when it failed */
async function removeLate(engine: Engine, runId: string): Promise<AppError | undefined> {
  const deadline = performance.now() + LATE_CONTAINER_MS;
  let failed: AppError | undefined;
  while (performance.now() < deadline) {
    await delay(LOOK_EVERY_MS);
    failed = await removeContainers(engine, runId).then(
      () => undefined,
      (error: unknown) => toAppError(error),
    );
  }
  return failed;
}
