import type { EngineId } from '@shared/engines/registry';
import { type AppError, toAppError } from '@shared/model/app-error';
import type { UndoAction } from '@shared/planning/step';
import type { Engine } from '../../engines/engine';
import { endBuild } from '../../images/stage-leftovers';
import type { JournaledUndo } from '../../journal/journal';
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
  engine(id: EngineId): Engine;
  /** Left out after a crash: the helper cleans up by itself. */
  helper?: RootHelper | undefined;
  /** The daemon of this process, which is killed when it does not respond; left out after a crash. */
  daemon?: SessionDaemon | undefined;
}

export interface UndoOutcome {
  /** Ids of the undone steps, in the order of their undos. */
  done: string[];
  failed: { stepId: string; error: AppError }[];
  /** Whether the trace was kept because it contains recorded data. */
  kept: boolean;
}

/**
 * Undoes steps, the last one first. Continues after a failed undo.
 * @param onUndo called after each undo, with its error if it failed
 */
export async function undoAll(
  undos: readonly JournaledUndo[],
  tools: UndoTools,
  onUndo?: (stepId: string, error?: AppError) => void,
): Promise<UndoOutcome> {
  const outcome: UndoOutcome = { done: [], failed: [], kept: false };
  const seen = new Set<string>();
  for (const { stepId, undo } of [...undos].reverse()) {
    const key = JSON.stringify(undo);
    if (seen.has(key)) continue; // one undo removes all containers of the run
    seen.add(key);
    try {
      const kept = await within(undoOne(undo, tools), limits().undo, `Undoing the step ${stepId}`);
      outcome.kept ||= kept;
      outcome.done.push(stepId);
      onUndo?.(stepId);
    } catch (error) {
      const failed = toAppError(error);
      outcome.failed.push({ stepId, error: failed });
      onUndo?.(stepId, failed);
    }
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
      return finishAbandonedTrace(undo.path, tools.reason, tools.because);
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
