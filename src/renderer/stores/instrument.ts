import type { EngineId } from '@shared/engines/registry';
import type { InstrumentResult } from '@shared/instrument/instrument-report';
import type { InstrumentRequest } from '@shared/instrument/instrument-request';
import type { InstrumentEvent } from '@shared/ipc/channels/images';
import type { ErrorData } from '@shared/model/app-error';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';
import { withLines } from './bounded-lines';
import { useImages } from './images';

const labels = texts.instrument;

/** A build with instrumented compilers: running, or ended and not dismissed. */
export interface InstrumentBuild {
  engine: EngineId;
  tag: string;
  state: 'building' | 'cancelling' | 'failed' | 'built';
  /** Milliseconds since 1970. */
  startedAt: number;
  /** The last lines, and the number of lines before them. */
  lines: string[];
  droppedLines: number;
  error: ErrorData | null;
  result: InstrumentResult | null;
}

interface InstrumentState {
  /** Whether the dialog is open. */
  isOpen: boolean;
  build: InstrumentBuild | null;
  /** Why a build was not started. */
  refusal: ErrorData | null;
  handle(event: InstrumentEvent): void;
  /** Loads the build from main after a reload. */
  reload(): Promise<void>;
  show(): void;
  close(): void;
  start(request: InstrumentRequest): Promise<void>;
  cancel(): Promise<void>;
  /** Returns to the form. */
  dismiss(): void;
}

export const useInstrument = create<InstrumentState>()((set, get) => {
  const change = (next: Partial<InstrumentBuild>): void => {
    const { build } = get();
    if (build) set({ build: { ...build, ...next } });
  };
  return {
    isOpen: false,
    build: null,
    refusal: null,
    handle(event) {
      if (event.type === 'started') {
        const { engine, tag, startedAt } = event;
        const empty = { lines: [], droppedLines: 0, error: null, result: null };
        set({ build: { engine, tag, startedAt, state: 'building', ...empty }, refusal: null });
        announce(labels.started);
        return;
      }
      const { build } = get();
      if (!build) return;
      if (event.type === 'lines') return change(withLines(build, event.lines));
      if (event.error) {
        change({ state: 'failed', error: event.error });
        announceUrgently(event.error.message);
      } else if (event.outcome === 'built') {
        change({ state: 'built', result: event.result });
        announce(labels.done);
      } else {
        set({ build: null });
        announce(labels.cancelled);
      }
      void useImages.getState().load(build.engine);
    },
    async reload() {
      const running = await ask('images:instrumenting', null);
      if (!running) return;
      const { cancelling, ...rest } = running;
      set({ build: { ...rest, state: cancelling ? 'cancelling' : 'building', error: null, result: null } });
    },
    show: () => set({ isOpen: true }),
    close: () => set({ isOpen: false, refusal: null }),
    async start(request) {
      set({ refusal: null });
      try {
        await ask('images:instrument', request);
      } catch (thrown) {
        // A build that started has reported its end already. A refused one has not.
        if (get().build === null) set({ refusal: errorOf(thrown) });
      }
    },
    async cancel() {
      change({ state: 'cancelling' });
      // Refused if the build has ended meanwhile, which its own event reports.
      await ask('images:cancel-instrument', null).catch(() => undefined);
    },
    dismiss: () => set({ build: null, refusal: null }),
  };
});
