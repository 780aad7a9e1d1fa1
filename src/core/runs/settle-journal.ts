import { rmSync } from 'node:fs';
import type { EngineId } from '@shared/engines/registry';
import type { Engine } from '../engines/engine';
import { openEngine } from '../engines/registry';
import { endOwnedProcesses } from '../process/owned-processes';
import { removeRuntimeFolder } from '../runtime-folder';
import type { JournalContent } from './journal';
import { type UndoOutcome, undoAll } from './undo';

const PROBE_LIMIT_MS = 15_000;

/**
 * Cleans up after a run whose process is gone: by the watchdog at once, by `recover` after a power cut. Containers first,
 * then sessions, then the trace: what was recorded is kept. The journal goes when every undo succeeded.
 * @param runtimeDir a folder of the caller's own, for engines that it has to start
 */
export async function settleJournal(journal: JournalContent, runtimeDir: string): Promise<UndoOutcome> {
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
    const outcome = await undoAll(journal.undos, { reason: 'accident', engine });
    if (outcome.failed.length === 0) {
      rmSync(journal.path, { force: true });
      removeRuntimeFolder(journal.runtimeDir);
    }
    return outcome;
  } finally {
    await Promise.all([...engines.values()].map((one) => one.close()));
  }
}

const enginesOf = (journal: JournalContent): EngineId[] => [
  ...new Set(journal.undos.flatMap(({ undo }) => (undo.kind === 'remove-containers' ? undo.engine : []))),
];
