import { AppError, toAppError } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import type { Warning } from '@shared/model/trace-record';
import type { Step } from '@shared/planning/step';
import type { RunConfig } from '@shared/request/run-config';
import type { Journal } from '../journal/journal';
import { Tracer } from '../tracer/tracer';
import { FloorWatch } from './floor-watch';
import { HelperWatch } from './helper-watch';
import { LossWatch } from './loss-watch';
import type { PlannedRun } from './plan-of-run';
import type { RunContext } from './run-context';
import type { RunSignals } from './run-signals';
import { runStep } from './run-step';
import type { RunSurroundings } from './run-surroundings';
import { startedSessions } from './started-sessions';
import { watchDisk } from './watch-disk';

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
  const { plan } = planned;
  const helper = new HelperWatch(plan, around.helper);
  const cancelled = AbortSignal.any([signals.cancelled, helper.lost]);
  const run = contextOf(planned, around, journal, signals, cancelled, tell);
  for (const problem of planned.problems) run.warn(problem);
  const guard = { end: (): void => undefined };
  const losses = new LossWatch(plan, run.tracer, run.warn);
  const floor = new FloorWatch(run, config.limits, around.runtimeDir);
  const why = (error: unknown): unknown => (signals.cancelled.aborted ? error : helper.reasonFor(error));
  let begun = false;
  const lastStart = plan.steps.findLast((step) => says(step, 'start'));
  try {
    for (const step of plan.steps) {
      if (run.cancelled.aborted) throw new AppError('cancelled', 'Cancelled.');
      if (run.stoppedBy() && !begun && beforeProgram(step))
        throw new AppError('cancelled', 'Stopped before anything was recorded.');
      if (run.stoppedBy() && leftOutAfterStop(step, run)) continue;
      if (says(step, 'stop')) floor.look();
      if (says(step, 'stop')) await Promise.all([losses.end(), signals.flightRecorder.end()]);
      if (step.undo) journal.promise(step.id, step.undo);
      begun ||= runsProgram(step);
      await told(step, run, why);
      helper.done(step);
      if (step.id === 'folder') guard.end = watchDisk(config.limits, run, losses, floor, tell);
      if (says(step, 'start')) losses.begin();
      for (const { daemon, session } of startedSessions([step])) await floor.begin(daemon, session);
      if (step === lastStart) signals.flightRecorder.begin(plan, run.tracer, run.cancelled);
    }
    if (run.cancelled.aborted) throw new AppError('cancelled', 'Cancelled.');
  } catch (error) {
    throw why(error);
  } finally {
    run.daemonReports?.();
    helper.end();
    guard.end();
    floor.end();
    await Promise.all([losses.end(), signals.flightRecorder.end()]);
  }
}

function contextOf(
  planned: PlannedRun,
  around: RunSurroundings,
  journal: Journal,
  signals: RunSignals,
  cancelled: AbortSignal,
  tell: (event: RunEvent) => void,
): RunContext {
  const context: RunContext = {
    plan: planned.plan,
    daemon: around.daemon,
    helper: around.helper,
    tracer: new Tracer(around.helper, around.daemon),
    engine: around.engine,
    journal,
    tell,
    cancelled,
    stopped: signals.stopped,
    stop: (by) => signals.stop(by),
    stoppedBy: () => signals.stoppedBy,
    record: planned.record,
    containers: [],
    containerIds: new Map(),
    startedAtMs: undefined,
    stoppedAtFloorMs: undefined,
    daemonReports: undefined,
    warn: ({ code, message, hint }: Warning) => {
      context.record = { ...context.record, warnings: [...context.record.warnings, { code, message, hint }] };
      tell({ type: 'warned', at: Date.now(), code, message, hint });
    },
  };
  return context;
}

async function told(step: Step, run: RunContext, why: (error: unknown) => unknown): Promise<void> {
  const { tell } = run;
  const began = performance.now();
  tell({ type: 'step-started', at: Date.now(), stepId: step.id });
  try {
    await runStep(step, run);
    tell({ type: 'step-finished', at: Date.now(), stepId: step.id, durationMs: performance.now() - began });
  } catch (failed) {
    const error = why(failed);
    tell({ type: 'step-failed', at: Date.now(), stepId: step.id, error: toAppError(error).toData() });
    throw error;
  }
}

const runsProgram = ({ do: action }: Step): boolean => action.kind === 'run-container' || action.kind === 'run-program';

const beforeProgram = (step: Step): boolean =>
  step.do.kind === 'create-container' || runsProgram(step) || says(step, 'start');

const says = ({ do: action }: Step, verb: 'start' | 'stop'): boolean =>
  action.kind === 'trace' && action.commands.some((command) => command.verb === verb);

/** A container that was created is still removed; none is created or started any more. */
function leftOutAfterStop(step: Step, run: RunContext): boolean {
  const action = step.do;
  if (action.kind === 'remove-container') return !run.containerIds.has(action.name);
  return action.kind === 'create-container' || runsProgram(step);
}
