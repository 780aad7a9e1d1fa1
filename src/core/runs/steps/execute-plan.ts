import { AppError } from '@shared/model/app-error';
import type { Warning } from '@shared/model/trace-record';
import type { Step } from '@shared/planning/step';
import { Tracer } from '../../tracer/tracer';
import type { PlannedRun } from '../planning/plan-of-run';
import type { RunContext } from '../run-context';
import type { RunInProgress } from '../run-in-progress';
import { SteadyClock } from '../watch/clocks';
import { EngineLoss } from '../watch/engine-loss';
import { FloorWatch } from '../watch/floor-watch';
import { HelperWatch } from '../watch/helper-watch';
import { LossWatch } from '../watch/loss-watch';
import { StandstillWatch } from '../watch/standstill-watch';
import { startedSessions } from '../watch/started-sessions';
import { TracerLoss } from '../watch/tracer-loss';
import { watchDisk } from '../watch/watch-disk';
import { noteEnd, runStep } from './run-step';

/**
 * Runs the steps of a plan in order. The undo of each step is in the journal before the step begins. After Stop, containers that
 * have not started are skipped and the remaining steps run, so that the trace is complete.
 * @throws AppError of the failed step, or `cancelled`
 */
export async function executePlan(planned: PlannedRun, run: RunInProgress): Promise<void> {
  const { plan } = planned;
  const { config, deps, journal, signals, events } = run;
  const helper = new HelperWatch(plan, deps.helper);
  const context = contextOf(planned, run, AbortSignal.any([signals.cancelled, helper.lost]));
  for (const problem of planned.problems) context.warn(problem);
  const guard = { end: (): void => undefined };
  const { tracer, warn } = context;
  const recordedMs = (): number | undefined =>
    context.startedAtMs === undefined ? undefined : context.clock.nowMs() - context.startedAtMs;
  const loss = new TracerLoss({ plan, daemon: deps.daemon, tracer, recordedMs, warn });
  const engineLoss = new EngineLoss();
  const losses = new LossWatch(plan, tracer, loss, warn);
  const floor = new FloorWatch(context, config.limits, deps.runtimeDir);
  const standstill = new StandstillWatch(context.warn);
  const explain = (error: unknown): unknown => (signals.cancelled.aborted ? error : helper.reasonFor(error));
  let begun = false;
  const lastStart = plan.steps.findLast((step) => hasCommand(step, 'start'));
  try {
    for (const step of plan.steps) {
      if (context.cancelled.aborted) throw new AppError('cancelled', 'The run was cancelled.');
      if (context.stoppedBy() && !begun && beforeProgram(step))
        throw new AppError('cancelled', 'The run was stopped before anything was recorded.');
      if (!begun && loss.error) throw loss.error;
      if (context.stoppedBy() && isSkippedAfterStop(step, context)) continue;
      if (hasCommand(step, 'stop')) floor.adoptStop();
      if (hasCommand(step, 'stop')) await Promise.all([losses.end(), signals.flightRecorder.end()]);
      if (step.do.kind === 'close-trace') standstill.end(); // its warnings belong into the record
      if (begun && loss.excuses(step)) {
        noteLoss(step, context, loss);
        continue;
      }
      if (step.undo) journal.promise(step, step.undo);
      begun ||= runsProgram(step);
      try {
        await events.step(step.id, () => runTracedStep(step, context, loss), explain);
      } catch (error) {
        if (context.cancelled.aborted || !begun) throw error;
        if (loss.excuses(step)) noteLoss(step, context, loss);
        else if (!engineLoss.excuses(step, error, context.stoppedBy() !== undefined)) throw error;
        continue;
      }
      helper.done(step);
      loss.done(step);
      if (step.id === 'folder') guard.end = watchDisk(config.limits, context, losses, floor);
      if (hasCommand(step, 'start')) {
        losses.begin();
        standstill.begin();
      }
      for (const { daemon, session } of startedSessions([step])) await floor.begin(daemon, session);
      if (step === lastStart) signals.flightRecorder.begin(plan, context.tracer, context.cancelled);
    }
    if (context.cancelled.aborted) throw new AppError('cancelled', 'The run was cancelled.');
    const lost = loss.error ?? engineLoss.error;
    if (lost) throw lost; // the trace is closed and stays
  } catch (error) {
    throw explain(error);
  } finally {
    context.daemonReports?.();
    helper.end();
    standstill.end();
    guard.end();
    floor.end();
    loss.end();
    await Promise.all([losses.end(), signals.flightRecorder.end()]);
  }
}

function contextOf(planned: PlannedRun, run: RunInProgress, cancelled: AbortSignal): RunContext {
  const { deps, journal, signals, events } = run;
  const context: RunContext = {
    plan: planned.plan,
    daemon: deps.daemon,
    helper: deps.helper,
    tracer: new Tracer(deps.helper, deps.daemon),
    engine: deps.engine,
    journal,
    emit: events.emit,
    cancelled,
    stopped: signals.stopped,
    stop: (by) => signals.stop(by),
    stoppedBy: () => signals.stoppedBy,
    record: planned.record,
    containers: [],
    containerIds: new Map(),
    clock: new SteadyClock(),
    startedAtMs: undefined,
    stoppedAtFloorMs: undefined,
    daemonReports: undefined,
    warn: ({ code, message, hint }: Warning) => {
      context.record = { ...context.record, warnings: [...context.record.warnings, { code, message, hint }] };
      journal.noteWarning({ code, message, ...(hint === undefined ? {} : { hint }) });
      events.emit({ type: 'warned', at: Date.now(), code, message, hint });
    },
  };
  return context;
}

/** Runs a step. Throws the reason instead of lttng's refusal if the session daemon has ended. */
async function runTracedStep(step: Step, run: RunContext, loss: TracerLoss): Promise<void> {
  try {
    await runStep(step, run);
  } catch (error) {
    const action = step.do;
    const daemon = action.kind === 'trace' || action.kind === 'read-counters' ? action.daemon : undefined;
    if (!daemon || run.cancelled.aborted || !(await loss.check(daemon, error))) throw error;
    throw loss.of(daemon)?.error ?? error;
  }
}

/** Without its daemon a recording ended when the daemon did. Another daemon may record on and end later. */
function noteLoss(step: Step, run: RunContext, loss: TracerLoss): void {
  const { do: action } = step;
  const lost = action.kind === 'trace' ? loss.of(action.daemon) : undefined;
  if (lost && hasCommand(step, 'stop') && run.record.endedAt === null) noteEnd(run, lost.atMs);
}

const runsProgram = ({ do: action }: Step): boolean => action.kind === 'run-container' || action.kind === 'run-program';

const beforeProgram = (step: Step): boolean =>
  step.do.kind === 'create-container' || runsProgram(step) || hasCommand(step, 'start');

const hasCommand = ({ do: action }: Step, verb: 'start' | 'stop'): boolean =>
  action.kind === 'trace' && action.commands.some((command) => command.verb === verb);

/** After a stop no container is created or started, but existing containers are still removed. */
function isSkippedAfterStop(step: Step, run: RunContext): boolean {
  const action = step.do;
  if (action.kind === 'remove-container') return !run.containerIds.has(action.name);
  return action.kind === 'create-container' || runsProgram(step);
}
