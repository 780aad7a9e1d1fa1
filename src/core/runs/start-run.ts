import { randomBytes } from 'node:crypto';
import { AppError, toAppError } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import { makeRunId } from '@shared/model/run-id';
import type { RunConfig } from '@shared/request/run-config';
import { folderError } from '../files/folder-error';
import { Journal } from '../journal/journal';
import { countTrace } from '../library/count-trace';
import { ownIdentity } from '../process/identity';
import { refuseFullDisk } from './disk-guard';
import { executePlan } from './execute-plan';
import { FlightRecorder } from './flight-recorder';
import { planOfRun } from './plan-of-run';
import type { RunHandle, RunResult } from './run-handle';
import { RunLog } from './run-log';
import { RunSignals } from './run-signals';
import type { RunSurroundings } from './run-surroundings';
import { undoAll } from './undo';

const LOOK = { id: 'look', title: 'Look into the image' };

/** Begins a run at once; all that happens is told in events, in order, to one observer. */
export function startRun(config: RunConfig, around: RunSurroundings, observe: (event: RunEvent) => void): RunHandle {
  const runId = makeRunId(new Date(), randomBytes(3).readUIntBE(0, 3));
  const log = new RunLog(around.library.pathOf(runId));
  const tell = (event: RunEvent): void => {
    const more = log.add(event);
    observe(event);
    if (more) observe(more);
  };
  const signals = new RunSignals(
    (by) => tell({ type: 'stop-requested', at: Date.now(), by }),
    () => tell({ type: 'cancel-requested', at: Date.now() }),
    new FlightRecorder(tell),
  );
  const uncounted = new AbortController();
  const finished = conduct(runId, config, around, signals, tell, log);
  return {
    runId,
    stop: (by) => signals.stop(by),
    cancel: () => signals.cancel(),
    snapshot: () => signals.flightRecorder.snapshot(),
    finished,
    counted: finished.then((result) =>
      countKept(result, around, AbortSignal.any([around.closing, uncounted.signal]), observe),
    ),
    leaveUncounted: () => uncounted.abort(),
  };
}

async function conduct(
  runId: string,
  config: RunConfig,
  around: RunSurroundings,
  signals: RunSignals,
  tell: (event: RunEvent) => void,
  log: RunLog,
): Promise<RunResult> {
  const before = around.before ? [around.before] : [];
  tell({
    type: 'run-started',
    at: Date.now(),
    runId,
    title: config.title ?? 'Recording',
    ...(config.recording.kernel ? { recordsKernel: true } : {}),
    steps: [...before, LOOK].map(({ id, title }) => ({ id, title })),
  });
  let journal: Journal | undefined;
  let result: RunResult;
  try {
    journal = await openJournal(runId, config, around);
    for (const work of before)
      await step(work.id, tell, () =>
        work.work(
          (line) => tell({ type: 'step-output', at: Date.now(), stepId: work.id, stream: 'stdout', text: `${line}\n` }),
          signals.ended,
        ),
      );
    refuseStopped(signals);
    const planned = await step(LOOK.id, tell, () =>
      planOfRun(runId, config, around, journal as Journal, signals.ended),
    );
    refuseStopped(signals);
    const { steps, privilege } = planned.plan;
    tell({ type: 'run-planned', at: Date.now(), steps: steps.map(({ id, title }) => ({ id, title })), privilege });
    await executePlan(planned, config, around, journal, signals, tell);
    result = { outcome: 'kept', traceId: runId, error: null };
    journal.close();
  } catch (error) {
    result = await takeBack(runId, toAppError(error), journal, around, signals, tell);
  }
  signals.close();
  await log.end(result.traceId !== null);
  tell({ type: 'run-finished', at: Date.now(), ...result });
  return result;
}

/** One step outside the plan, told like the others. */
async function step<T>(stepId: string, tell: (event: RunEvent) => void, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  tell({ type: 'step-started', at: Date.now(), stepId });
  try {
    const value = await work();
    tell({ type: 'step-finished', at: Date.now(), stepId, durationMs: performance.now() - began });
    return value;
  } catch (error) {
    tell({ type: 'step-failed', at: Date.now(), stepId, error: toAppError(error).toData() });
    throw error;
  }
}

async function openJournal(runId: string, config: RunConfig, around: RunSurroundings): Promise<Journal> {
  const { library } = around;
  await library.prepare();
  refuseFullDisk(await library.space(), config.limits, library.dir);
  try {
    return Journal.open(library.dir, { runId, owner: ownIdentity(), runtimeDir: around.runtimeDir });
  } catch (error) {
    throw error instanceof AppError ? error : folderError(error, library.dir);
  }
}

function refuseStopped(signals: RunSignals): void {
  if (signals.stoppedBy) throw new AppError('cancelled', 'Stopped before anything was recorded.');
  if (signals.cancelled.aborted) throw new AppError('cancelled', 'Cancelled.');
}

/** Cancelled: nothing stays. Failed: what had been recorded stays, as a trace that says so. */
async function takeBack(
  runId: string,
  error: AppError,
  journal: Journal | undefined,
  around: RunSurroundings,
  signals: RunSignals,
  tell: (event: RunEvent) => void,
): Promise<RunResult> {
  const cancelled = error.code === 'cancelled' || signals.cancelled.aborted;
  const outcome = await undoAll(
    journal?.undos ?? [],
    {
      reason: cancelled ? 'cancelled' : 'failed',
      because: error.message,
      engine: around.engine,
      helper: around.helper,
      daemon: around.daemon,
    },
    (stepId, failed) =>
      tell(
        failed
          ? { type: 'undo-failed', at: Date.now(), stepId, error: failed.toData() }
          : { type: 'undo-finished', at: Date.now(), stepId },
      ),
  );
  journal?.end(outcome.failed);
  const traceId = outcome.kept ? runId : null;
  if (outcome.failed.length > 0)
    return { outcome: 'failed', traceId, error: cleanupError(error, outcome.failed).toData() };
  return cancelled
    ? { outcome: 'cancelled', traceId, error: null }
    : { outcome: 'failed', traceId, error: error.toData() };
}

function cleanupError(first: AppError, failed: { stepId: string; error: AppError }[]): AppError {
  const what = failed.map(({ stepId, error }) => `${stepId}: ${error.message}`).join('; ');
  return new AppError('cleanup', `Something of this run could not be taken back: ${what}`, {
    hint: 'Mend the reason, then run `recover`: the journal remembers what is left.',
    detail: `The run itself ended with: ${first.message}`,
    cause: first,
  });
}

async function countKept(
  result: RunResult,
  around: RunSurroundings,
  signal: AbortSignal,
  observe: (event: RunEvent) => void,
): Promise<void> {
  if (result.traceId === null) return;
  const events = await countTrace(around.library, result.traceId, signal);
  observe({ type: 'trace-counted', at: Date.now(), traceId: result.traceId, events });
}
