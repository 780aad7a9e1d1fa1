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
  /** In one sentence, for the trace that was kept. */
  because?: string | undefined;
  engine(id: EngineId): Engine;
  /** Left out after an accident: what it had made, it has taken back itself. */
  helper?: RootHelper | undefined;
  /** Ours, while we live: it is killed when it does not respond. */
  daemon?: SessionDaemon | undefined;
}

export interface UndoOutcome {
  /** Step ids in the order in which they were taken back. */
  done: string[];
  failed: { stepId: string; error: AppError }[];
  /** Traces that were kept because something had been recorded. */
  kept: boolean;
}

/** Takes steps back, last first. One failed undo is reported and the rest go on. */
export async function undoAll(
  undos: readonly JournaledUndo[],
  tools: UndoTools,
  tell?: (stepId: string, error?: AppError) => void,
): Promise<UndoOutcome> {
  const outcome: UndoOutcome = { done: [], failed: [], kept: false };
  const seen = new Set<string>();
  for (const { stepId, undo } of [...undos].reverse()) {
    const key = JSON.stringify(undo);
    if (seen.has(key)) continue; // the containers of one run are one undo, however many steps made them
    seen.add(key);
    try {
      const kept = await within(undoOne(undo, tools), limits().undo, `Taking back the step ${stepId}`);
      outcome.kept ||= kept;
      outcome.done.push(stepId);
      tell?.(stepId);
    } catch (error) {
      const failed = toAppError(error);
      outcome.failed.push({ stepId, error: failed });
      tell?.(stepId, failed);
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
 * Only what carries the run's id. Stopped without grace first: Podman's own forced removal gives a program that ignores
 * SIGTERM, as the first of a container does, the ten seconds of its stop timeout.
 */
export async function removeContainers(engine: Engine, runId: string): Promise<void> {
  const ours = await engine.findByRun(runId);
  await Promise.all(
    ours.map(async (container) => {
      if (container.running) await engine.stop(container.id, 0);
      await engine.remove(container.id);
    }),
  );
}
