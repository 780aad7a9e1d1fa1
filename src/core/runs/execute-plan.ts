import { AppError, toAppError } from '@shared/model/app-error';
import type { RunConfig } from '@shared/model/run-config';
import type { RunEvent } from '@shared/model/run-event';
import type { EndedBy, Warning } from '@shared/model/trace-record';
import type { Step } from '@shared/planning/step';
import { Tracer } from '../tracer/tracer';
import { guardDisk } from './disk-guard';
import type { Journal } from './journal';
import { LossWatch } from './loss-watch';
import type { PlannedRun } from './plan-of-run';
import type { RunContext } from './run-context';
import type { RunSignals } from './run-signals';
import { runStep } from './run-step';
import type { RunSurroundings } from './run-surroundings';

/**
 * Does a plan's steps in order. Each step's undo is in the journal before it begins. After Stop, containers that were not
 * started yet are left out and the rest goes on, so that the trace is whole.
 * @throws AppError what made a step fail, or `cancelled`
 */
export async function executePlan(
  planned: PlannedRun,
  config: RunConfig,
  around: RunSurroundings,
  journal: Journal,
  signals: RunSignals,
  tell: (event: RunEvent) => void,
): Promise<void> {
  const run = contextOf(planned, around, journal, signals, tell);
  for (const problem of planned.problems) run.warn(problem);
  const guard = { end: (): void => undefined };
  const losses = new LossWatch(planned.plan, run.tracer);
  try {
    for (const step of planned.plan.steps) {
      if (run.cancelled.aborted) throw new AppError('cancelled', 'Cancelled.');
      if (run.stoppedBy() && run.containers.length === 0 && beforeProgram(step))
        throw new AppError('cancelled', 'Stopped before anything was recorded.');
      if (run.stoppedBy() && leftOutAfterStop(step, run)) continue;
      if (says(step, 'stop')) await losses.end();
      if (step.undo) journal.promise(step.id, step.undo);
      await told(step, run, tell);
      if (step.id === 'folder') guard.end = watchDisk(planned, config, run, losses, tell);
      if (says(step, 'start')) losses.begin();
    }
    if (run.cancelled.aborted) throw new AppError('cancelled', 'Cancelled.');
  } finally {
    guard.end();
    await losses.end();
  }
}

function contextOf(
  planned: PlannedRun,
  around: RunSurroundings,
  journal: Journal,
  signals: RunSignals,
  tell: (event: RunEvent) => void,
): RunContext {
  const context: RunContext = {
    plan: planned.plan,
    daemon: around.daemon,
    helper: around.helper,
    tracer: new Tracer(around.helper),
    engine: around.engine,
    journal,
    tell,
    cancelled: signals.cancelled,
    stopped: signals.stopped,
    stop: (by) => signals.stop(by),
    stoppedBy: () => signals.stoppedBy,
    record: planned.record,
    containers: [],
    containerIds: new Map(),
    startedAtMs: undefined,
    warn: ({ code, message, hint }: Warning) => {
      context.record = { ...context.record, warnings: [...context.record.warnings, { code, message, hint }] };
      tell({ type: 'warned', at: Date.now(), code, message, hint });
    },
  };
  return context;
}

async function told(step: Step, run: RunContext, tell: (event: RunEvent) => void): Promise<void> {
  const began = performance.now();
  tell({ type: 'step-started', at: Date.now(), stepId: step.id });
  try {
    await runStep(step, run);
    tell({ type: 'step-finished', at: Date.now(), stepId: step.id, durationMs: performance.now() - began });
  } catch (error) {
    tell({ type: 'step-failed', at: Date.now(), stepId: step.id, error: toAppError(error).toData() });
    throw error;
  }
}

const beforeProgram = (step: Step): boolean =>
  ['create-container', 'run-container', 'run-program'].includes(step.do.kind) || says(step, 'start');

const says = ({ do: action }: Step, verb: 'start' | 'stop'): boolean =>
  action.kind === 'trace' && action.commands.some((command) => command.verb === verb);

/** A container that was created is still removed; none is created or started any more. */
function leftOutAfterStop(step: Step, run: RunContext): boolean {
  const action = step.do;
  if (action.kind === 'remove-container') return !run.containerIds.has(action.name);
  return action.kind === 'create-container' || action.kind === 'run-container' || action.kind === 'run-program';
}

function watchDisk(
  planned: PlannedRun,
  config: RunConfig,
  run: RunContext,
  losses: LossWatch,
  tell: (event: RunEvent) => void,
): () => void {
  const began = Date.now();
  const stop = (by: EndedBy): void => {
    run.stop(by);
    void stopTracers(planned, run.tracer);
  };
  return guardDisk({
    path: planned.plan.tracePath,
    limits: config.limits,
    onLook: (sizeBytes, freeBytes) =>
      tell({
        type: 'trace-grew',
        at: Date.now(),
        elapsedMs: Date.now() - (run.startedAtMs ?? began),
        sizeBytes,
        freeBytes,
        discardedEvents: losses.discardedEvents,
      }),
    onFloor: () => {
      if (run.stoppedBy()) return;
      run.warn({
        code: 'disk-floor',
        message: 'The recording was stopped because the disk was nearly full.',
        hint: 'Free space, choose another library, or lower the floor.',
      });
      stop('disk-floor');
    },
    onSize: () => {
      if (!run.stoppedBy()) stop('size-limit');
    },
  });
}

/**
 * The plan's own stops, ahead of their turn and all at once: the program gets its grace to end, and would fill what is left
 * of the disk meanwhile. A session that is stopped twice is stopped once; a refusal is told when the step has its turn.
 */
async function stopTracers({ plan }: PlannedRun, tracer: Tracer): Promise<void> {
  const stops = plan.steps.flatMap(({ do: action }) =>
    action.kind === 'trace'
      ? action.commands.filter(({ verb }) => verb === 'stop').map((command) => ({ daemon: action.daemon, command }))
      : [],
  );
  await Promise.allSettled(stops.map(({ daemon, command }) => tracer.run(daemon, command)));
}
