import type { LevelChoice } from '../privilege/level';
import type { ErrorData } from './app-error';
import { addGrowth, type Growth } from './growth';
import { addOutput, NO_OUTPUT, type OutputLines } from './output-lines';
import type { RunEvent } from './run-event';

export interface StepState {
  id: string;
  title: string;
  status: 'waiting' | 'running' | 'done' | 'failed' | 'undone' | 'undo-failed';
  startedAt: number | null;
  durationMs: number | null;
  error: ErrorData | null;
}

/** The state of a run in the window, derived only from its events. */
export interface RunState {
  runId: string;
  title: string;
  startedAt: number;
  /** Whether the request includes the kernel, so that it can be repeated without. */
  recordsKernel: boolean;
  /** The highest privilege level of all steps; null before the plan and for runs of earlier versions. */
  privilege: LevelChoice | null;
  phase: 'running' | 'stopping' | 'cancelling' | 'kept' | 'cancelled' | 'failed';
  steps: StepState[];
  /** The end of the containers' output, bounded. */
  output: OutputLines;
  /** Sizes of the trace over time, for the curve. A subset; the last one is the newest. */
  growth: readonly Growth[];
  sizeBytes: number;
  freeBytes: number | null;
  elapsedMs: number;
  /** The tracer's count so far; null: not known yet. */
  discardedEvents: number | null;
  /** Number of snapshots that a flight recorder saved on request. */
  snapshots: number;
  warnings: { code: string; message: string; hint?: string | undefined }[];
  traceId: string | null;
  /** Number of events in the kept trace; null before they are counted. */
  events: number | null;
  error: ErrorData | null;
}

const waiting = (step: { id: string; title: string }): StepState => ({
  ...step,
  status: 'waiting',
  startedAt: null,
  durationMs: null,
  error: null,
});

const withStep = (state: RunState, id: string, change: Partial<StepState>): RunState => ({
  ...state,
  steps: state.steps.map((step) => (step.id === id ? { ...step, ...change } : step)),
});

/** The event of a failed step has no duration. */
const sinceStart = (state: RunState, event: { stepId: string; at: number }): number | null => {
  const startedAt = state.steps.find((step) => step.id === event.stepId)?.startedAt ?? null;
  return startedAt === null ? null : event.at - startedAt;
};

/** The next state; `null` before the first `run-started`. Ignores events of a run that was never started. */
export function foldRunEvent(state: RunState | null, event: RunEvent): RunState | null {
  if (event.type === 'run-started') {
    const steps = event.steps.map(waiting);
    return {
      runId: event.runId,
      title: event.title,
      startedAt: event.at,
      recordsKernel: event.recordsKernel ?? false,
      privilege: null,
      phase: 'running',
      steps,
      output: NO_OUTPUT,
      growth: [],
      sizeBytes: 0,
      freeBytes: null,
      elapsedMs: 0,
      discardedEvents: null,
      snapshots: 0,
      warnings: [],
      traceId: null,
      events: null,
      error: null,
    };
  }
  if (!state) return null;
  switch (event.type) {
    case 'run-planned':
      return {
        ...state,
        steps: [...state.steps, ...event.steps.map(waiting)],
        privilege: event.privilege ?? null,
      };
    case 'step-started':
      return withStep(state, event.stepId, { status: 'running', startedAt: event.at });
    case 'step-output':
      return { ...state, output: addOutput(state.output, event.text, event.leftOut) };
    case 'step-finished':
      return withStep(state, event.stepId, { status: 'done', durationMs: event.durationMs });
    case 'step-failed':
      return withStep(state, event.stepId, {
        status: 'failed',
        error: event.error,
        durationMs: sinceStart(state, event),
      });
    case 'trace-grew':
      return {
        ...state,
        growth: addGrowth(state.growth, { elapsedMs: event.elapsedMs, sizeBytes: event.sizeBytes }),
        sizeBytes: event.sizeBytes,
        freeBytes: event.freeBytes,
        elapsedMs: event.elapsedMs,
        discardedEvents: event.discardedEvents ?? state.discardedEvents,
      };
    case 'snapshot-saved':
      return { ...state, snapshots: event.number };
    case 'stop-requested':
      return { ...state, phase: 'stopping' };
    case 'cancel-requested':
      return { ...state, phase: 'cancelling' };
    case 'undo-finished':
      return withStep(state, event.stepId, { status: 'undone' });
    case 'undo-failed':
      return withStep(state, event.stepId, { status: 'undo-failed', error: event.error });
    case 'warned':
      return {
        ...state,
        warnings: [...state.warnings, { code: event.code, message: event.message, hint: event.hint }],
      };
    case 'run-finished':
      return { ...state, phase: event.outcome, traceId: event.traceId, error: event.error };
    case 'trace-counted':
      return { ...state, events: event.events };
  }
}

/** The steps that could not be undone. Steps with the same error share one undo, so only the first of them is listed. */
export function stepsNotUndone({ steps }: RunState): StepState[] {
  const failed = steps.filter((step) => step.status === 'undo-failed');
  return failed.filter(({ error }, at) => failed.findIndex((step) => step.error?.message === error?.message) === at);
}
