import { AppError, toAppError } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import type { RunConfig } from '@shared/request/run-config';
import { folderError } from '../files/folder-error';
import { Journal } from '../journal/journal';
import type { UndoFailure } from '../journal/journal-entry';
import { freeRunId } from '../library/free-run-id';
import { ownIdentity } from '../process/identity';
import { undoAll } from './cleanup/undo';
import { INSPECT } from './planning/image-inspection';
import { planOfRun } from './planning/plan-of-run';
import { loadRestOfRun } from './rest-of-run';
import type { RunDeps } from './run-deps';
import { RunEvents } from './run-events';
import type { RunHandle, RunResult } from './run-handle';
import type { RunInProgress } from './run-in-progress';
import { RunLog } from './run-log';
import { RunSignals } from './run-signals';
import { executePlan } from './steps/execute-plan';
import { refuseFullDisk } from './watch/disk-guard';
import { FlightRecorder } from './watch/flight-recorder';

/** Starts a recording at once. Reports everything that happens as events, in order, to one observer. */
export function startRun(config: RunConfig, deps: RunDeps, observe: (event: RunEvent) => void): RunHandle {
  const run = new Run(config, deps, observe);
  const uncounted = new AbortController();
  const finished = run.conduct();
  return {
    runId: run.runId,
    stop: (by) => run.signals.stop(by),
    cancel: () => run.signals.cancel(),
    snapshot: () => run.signals.flightRecorder.snapshot(),
    finished,
    counted: finished.then((result) => run.count(result, AbortSignal.any([deps.closing, uncounted.signal]))),
    leaveUncounted: () => uncounted.abort(),
  };
}

/** One recording, from its request to its end. */
class Run implements RunInProgress {
  readonly runId: string;
  readonly events: RunEvents;
  readonly signals: RunSignals;
  readonly #log: RunLog;
  /** Loaded with the recording, since most commands read no events. */
  readonly #reader = loadRestOfRun();
  #journal: Journal | undefined;

  constructor(
    readonly config: RunConfig,
    readonly deps: RunDeps,
    private readonly observe: (event: RunEvent) => void,
  ) {
    this.#reader.catch(() => undefined); // count() rejects
    this.runId = freeRunId(deps.library);
    this.#log = new RunLog(deps.library.pathOf(this.runId));
    this.events = new RunEvents(observe, this.#log);
    const { emit } = this.events;
    this.signals = new RunSignals(
      (by) => emit({ type: 'stop-requested', at: Date.now(), by }),
      () => emit({ type: 'cancel-requested', at: Date.now() }),
      new FlightRecorder(emit),
    );
  }

  /** Opened before anything is done. @throws AppError `bug` before that */
  get journal(): Journal {
    if (!this.#journal) throw new AppError('bug', 'The journal was used before it was opened.');
    return this.#journal;
  }

  /** Records, and undoes everything after a failure or a cancel. Resolves with the outcome; never rejects. */
  async conduct(): Promise<RunResult> {
    const { emit } = this.events;
    const before = this.deps.before ? [this.deps.before] : [];
    emit({
      type: 'run-started',
      at: Date.now(),
      runId: this.runId,
      title: this.config.title ?? 'Recording',
      ...(this.config.recording.kernel ? { recordsKernel: true } : {}),
      steps: [...before, INSPECT].map(({ id, title }) => ({ id, title })),
    });
    let result: RunResult;
    try {
      await this.#openJournal();
      for (const work of before) await this.#prepare(work);
      this.#refuseStopped();
      const planned = await this.events.step(INSPECT.id, () => planOfRun(this));
      this.#refuseStopped();
      const { steps, privilege } = planned.plan;
      emit({ type: 'run-planned', at: Date.now(), steps: steps.map(({ id, title }) => ({ id, title })), privilege });
      await executePlan(planned, this);
      result = { outcome: 'kept', traceId: this.runId, error: null };
      this.journal.close();
    } catch (error) {
      result = await this.#undo(toAppError(error));
    }
    this.signals.close();
    await this.#log.end(result.traceId !== null);
    emit({ type: 'run-finished', at: Date.now(), ...result });
    return result;
  }

  /** Reads the trace if it was kept. */
  async count({ traceId }: RunResult, signal: AbortSignal): Promise<void> {
    if (traceId === null) return;
    const readRecording = await this.#reader;
    const events = await readRecording(this.deps, traceId, signal);
    this.observe({ type: 'trace-counted', at: Date.now(), traceId, events });
  }

  /** @throws AppError `config` for a full disk, `denied` or `command` when the journal cannot be written */
  async #openJournal(): Promise<void> {
    const { library, runtimeDir } = this.deps;
    await library.prepare();
    refuseFullDisk(await library.space(), this.config.limits, library.dir);
    try {
      this.#journal = Journal.open(library.dir, { runId: this.runId, owner: ownIdentity(), runtimeDir });
    } catch (error) {
      throw error instanceof AppError ? error : folderError(error, library.dir);
    }
  }

  /** Does the work before the plan: building the demo's image. */
  #prepare({ id, work }: NonNullable<RunDeps['before']>): Promise<void> {
    const onLine = (line: string): void =>
      this.events.emit({ type: 'step-output', at: Date.now(), stepId: id, stream: 'stdout', text: `${line}\n` });
    return this.events.step(id, () => work(onLine, this.signals.ended));
  }

  #refuseStopped(): void {
    if (this.signals.stoppedBy) throw new AppError('cancelled', 'The run was stopped before anything was recorded.');
    if (this.signals.cancelled.aborted) throw new AppError('cancelled', 'The run was cancelled.');
  }

  /** Undoes all steps. A cancel discards the recorded data; after a failure it is kept as a trace with a warning. */
  async #undo(error: AppError): Promise<RunResult> {
    const cancelled = error.code === 'cancelled' || this.signals.cancelled.aborted;
    const outcome = await undoAll(
      this.#journal?.undos ?? [],
      {
        reason: cancelled ? 'cancelled' : 'failed',
        because: error.message,
        notes: this.#journal?.notes,
        engine: this.deps.engine,
        helper: this.deps.helper,
        daemon: this.deps.daemon,
      },
      ({ id }, failed) =>
        this.events.emit(
          failed
            ? { type: 'undo-failed', at: Date.now(), stepId: id, error: failed.toData() }
            : { type: 'undo-finished', at: Date.now(), stepId: id },
        ),
    );
    outcome.failed.push(...this.#endJournal(outcome.failed));
    const traceId = outcome.kept ? this.runId : null;
    if (outcome.failed.length > 0)
      return { outcome: 'failed', traceId, error: this.#cleanupError(error, outcome.failed).toData() };
    return cancelled
      ? { outcome: 'cancelled', traceId, error: null }
      : { outcome: 'failed', traceId, error: error.toData() };
  }

  /** @returns what keeps the journal where it is; `recover` removes it later */
  #endJournal(failed: readonly UndoFailure[]): UndoFailure[] {
    try {
      this.#journal?.end(failed);
      return [];
    } catch (error) {
      return [{ step: { id: 'journal', title: 'Open the journal' }, error: toAppError(error) }];
    }
  }

  #cleanupError(first: AppError, failed: readonly UndoFailure[]): AppError {
    const what = failed.map(({ step, error }) => `“${step.title}” could not be undone: ${error.message}`);
    return new AppError('cleanup', `Cleanup of this recording is incomplete: ${what.join(' ')}`, {
      hint: 'Fix the cause, then run `recover` to finish cleaning up.',
      detail: `The recording itself ended with: ${first.message}`,
      cause: first,
    });
  }
}
