import type { EngineId } from '@shared/engines/registry';
import { type AppError, toAppError } from '@shared/model/app-error';
import type { UndoAction } from '@shared/planning/step';
import type { Engine } from '../../engines/engine';
import { endBuild } from '../../images/stage-leftovers';
import type { JournaledUndo, RunNotes, UndoFailure, UndoneStep } from '../../journal/journal-entry';
import { removePartial } from '../../journal/partial';
import { finishAbandonedTrace, type UndoReason } from '../../library/finish-trace';
import { limits } from '../../limits';
import type { RootHelper } from '../../privilege/root-helper';
import { within } from '../../process/wait-until';
import type { SessionDaemon } from '../../tracer/session-daemon';
import { Tracer } from '../../tracer/tracer';

export interface UndoTools {
  reason: UndoReason;
  /** Why the run failed, one sentence: a warning of the trace that is kept. */
  because?: string | undefined;
  /** What the run has noted in its journal. */
  notes?: RunNotes | undefined;
  engine(id: EngineId): Engine;
  /** Left out after a crash: the helper cleans up by itself. */
  helper?: RootHelper | undefined;
  /** The daemon of this process, which is killed when it does not respond; left out after a crash. */
  daemon?: SessionDaemon | undefined;
}

export interface UndoOutcome {
  /** The undos that failed. Equal undos of several steps are one undo, listed with the last of these steps. */
  failed: UndoFailure[];
  /** Whether the trace was kept because it contains recorded data. */
  kept: boolean;
}

/**
 * Undoes steps, the last one first. Continues after a failed undo. Equal undos are executed once: one undo removes all
 * containers of a run.
 * @param onUndo called for each step, with the error if its undo failed
 */
export async function undoAll(
  undos: readonly JournaledUndo[],
  tools: UndoTools,
  onUndo?: (step: UndoneStep, error?: AppError) => void,
): Promise<UndoOutcome> {
  const outcome: UndoOutcome = { failed: [], kept: false };
  const errors = new Map<string, AppError | undefined>();
  for (const { step, undo } of [...undos].reverse()) {
    const key = JSON.stringify(undo);
    if (!errors.has(key)) {
      try {
        const kept = await within(undoOne(undo, tools), limits().undo, `The undo of “${step.title}”`);
        outcome.kept ||= kept;
        errors.set(key, undefined);
      } catch (thrown) {
        const error = toAppError(thrown);
        outcome.failed.push({ step, error });
        errors.set(key, error);
      }
    }
    onUndo?.(step, errors.get(key));
  }
  return outcome;
}

/** @returns whether a trace was kept */
async function undoOne(undo: UndoAction, tools: UndoTools): Promise<boolean> {
  switch (undo.kind) {
    case 'remove-containers':
      if (undo.reach === 'self') await removeContainers(tools.engine(undo.engine), undo.runId);
      else if (tools.helper?.isUp) await tools.helper.containers.removeRun(undo.runId);
      return false;
    case 'destroy-session':
      await new Tracer(tools.helper, tools.daemon).destroy(undo);
      return false;
    case 'settle-trace':
      return finishAbandonedTrace(undo.path, tools.reason, tools.because, tools.notes);
    case 'end-build':
      await endBuild(tools.engine(undo.engine), undo.buildId);
      return false;
    case 'remove-partial':
      await removePartial(undo.path);
      return false;
  }
}

/**
 * Removes the containers that carry the run's id. Stops them without grace first: Podman's forced removal waits ten seconds
 * (its stop timeout) for a program that ignores SIGTERM, as the first process of a container does by default.
 */
export async function removeContainers(engine: Engine, runId: string): Promise<void> {
  const containers = await engine.findByRun(runId);
  await Promise.all(
    containers.map(async (container) => {
      if (container.running) await engine.stop(container.id, 0);
      await engine.remove(container.id);
    }),
  );
}
