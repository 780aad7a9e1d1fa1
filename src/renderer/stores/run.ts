import type { EngineId } from '@shared/engines/registry';
import type { ErrorData } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import { waitsForPassword } from '@shared/model/run-privilege';
import { canSaveSnapshot } from '@shared/model/run-snapshots';
import { foldRunEvent, type RunState } from '@shared/model/run-state';
import type { TraceReport } from '@shared/model/trace-record';
import type { RunConfigInput } from '@shared/request/run-config';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { count } from '../format/figures';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';
import { useView } from './view';

interface RunStore {
  run: RunState | null;
  /** Whether the record view shows the form although there is a finished run. */
  display: 'shown' | 'away';
  /** Why the last request (start, stop, cancel) was refused. */
  error: ErrorData | null;
  starting: boolean;
  /** The trace of the ended run, once it can be read. */
  report: TraceReport | null;
  handle(event: RunEvent): void;
  reload(): Promise<void>;
  recordDemo(engine: EngineId): Promise<void>;
  record(config: RunConfigInput): Promise<void>;
  /** Repeats the last request, which main has kept. */
  again(withKernel: boolean): Promise<void>;
  /** Shows the folder of the kept trace in the file manager. */
  showFolder(traceId: string): Promise<void>;
  stop(): Promise<void>;
  cancel(): Promise<void>;
  /** Saves the last seconds of a flight recorder now. */
  saveSnapshot(): Promise<void>;
  /** Opens the run from any view. */
  show(): void;
  /** Opens the form. A running run continues. */
  dismissFinished(): void;
}

type ActiveRun = RunState & { phase: 'running' | 'stopping' | 'cancelling' };

export const isActive = (run: RunState | null): run is ActiveRun =>
  run !== null && (run.phase === 'running' || run.phase === 'stopping' || run.phase === 'cancelling');

/** Events that arrived while the history was loading; null once it is loaded. */
let early: RunEvent[] | null = [];

export const useRun = create<RunStore>()((set, get) => {
  const request = async (send: () => Promise<unknown>): Promise<void> => {
    set({ error: null });
    try {
      await send();
    } catch (thrown) {
      const error = errorOf(thrown);
      set({ error });
      announceUrgently(error.message);
    }
  };
  const start = async (send: () => Promise<unknown>): Promise<void> => {
    if (get().starting || isActive(get().run)) return;
    set({ starting: true });
    useView.getState().go('record');
    await request(send);
    set({ starting: false });
  };
  const readReport = async (id: string): Promise<void> => {
    try {
      const report = await ask('traces:show', { id });
      if (get().run?.traceId === id) set({ report });
    } catch (thrown) {
      // The trace was deleted meanwhile: the figures of the run stay.
      const error = errorOf(thrown);
      set({ report: null, ...(error.code === 'missing' ? {} : { error }) });
    }
  };
  return {
    run: null,
    report: null,
    display: 'shown',
    error: null,
    starting: false,
    handle(event) {
      if (early) {
        early.push(event);
        return;
      }
      set({ run: foldRunEvent(get().run, event) });
      if (event.type === 'run-started') set({ display: 'shown', report: null });
      if ((event.type === 'run-finished' || event.type === 'trace-counted') && event.traceId !== null)
        void readReport(event.traceId);
      announceEvent(event, get().run);
    },
    async reload() {
      try {
        const history = await ask('run:events', null);
        const run = history.reduce(foldRunEvent, null as RunState | null);
        // Do not announce a run that ended before this page was loaded.
        set({ run, display: isActive(run) ? 'shown' : 'away' });
        const missed = early?.filter((event) => isNewer(event, history)) ?? [];
        early = null;
        for (const event of missed) get().handle(event);
        const { traceId } = get().run ?? {};
        if (traceId) void readReport(traceId);
      } catch (thrown) {
        early = null;
        set({ error: errorOf(thrown) });
      }
    },
    recordDemo: (engine) => start(() => ask('run:demo', { engine })),
    record: (config) => start(() => ask('run:record', { config })),
    async again(withKernel) {
      const { run } = get();
      if (run === null || isActive(run)) return;
      await start(() => ask('run:again', { runId: run.runId, withKernel }));
    },
    showFolder: (id) => request(() => ask('traces:show-folder', { id })),
    async stop() {
      const { run } = get();
      if (isActive(run)) await request(() => ask('run:stop', { runId: run.runId }));
    },
    async cancel() {
      const { run } = get();
      if (isActive(run)) await request(() => ask('run:cancel', { runId: run.runId }));
    },
    async saveSnapshot() {
      const { run } = get();
      if (run && canSaveSnapshot(run)) await request(() => ask('run:snapshot', { runId: run.runId }));
    },
    show() {
      set({ display: 'shown' });
      useView.getState().go('record');
    },
    dismissFinished() {
      if (!isActive(get().run)) set({ display: 'away', error: null });
    },
  };
});

/** Whether an event that arrived meanwhile is not in the history yet. Both are in order of time. */
function isNewer(event: RunEvent, history: readonly RunEvent[]): boolean {
  const last = history.at(-1);
  if (!last || event.at !== last.at) return !last || event.at > last.at;
  const text = JSON.stringify(event);
  return event.type !== 'step-output' && !history.some((one) => JSON.stringify(one) === text);
}

/** Announces progress and errors to screen readers. */
function announceEvent(event: RunEvent, run: RunState | null): void {
  if (event.type === 'step-started') {
    const step = run?.steps.find((one) => one.id === event.stepId);
    if (step && run) announce(waitsForPassword(run) ? texts.run.password.asked : step.title);
  }
  if (event.type === 'step-failed' || event.type === 'undo-failed') announceUrgently(event.error.message);
  if (event.type === 'snapshot-saved') announce(texts.run.snapshot.saved(count(event.number)));
  if (event.type === 'run-finished') announce(texts.run.outcome[event.outcome]);
}
