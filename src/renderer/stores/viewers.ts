import type { ErrorData } from '@shared/model/app-error';
import type { Opening, OpeningPhase } from '@shared/viewer/opening';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';
import { useSettings } from './settings';
import { useTraces } from './traces';

const { viewers: labels } = texts;

/** A trace that Trace Compass is loading, and the result. */
export interface ShownOpening {
  id: string;
  title: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  phase: OpeningPhase;
  /** Null while it is loading. */
  result: Opening | { outcome: 'failed'; error: ErrorData } | null;
}

interface ViewersStore {
  /** In the order of the requests. */
  openings: readonly ShownOpening[];
  /** @param title the name of the trace, for the user */
  open(id: string, title: string, force?: boolean): Promise<void>;
  handle(id: string, phase: OpeningPhase): void;
  /** Asks for another program. If the user selects one, it opens the trace. */
  selectProgram(opening: ShownOpening): Promise<void>;
  quit(opening: ShownOpening): Promise<void>;
  dismiss(id: string): void;
  /** Converts the trace for speedscope, which a transfer reports, and opens it in a window of its own. */
  openSpeedscope(id: string): Promise<void>;
  /** Opens the events as text. */
  openTerminal(id: string): Promise<void>;
}

export const useViewers = create<ViewersStore>()((set, get) => {
  const without = (id: string): ShownOpening[] => get().openings.filter((one) => one.id !== id);
  const change = (id: string, how: Partial<ShownOpening>): void =>
    set({ openings: get().openings.map((one) => (one.id === id ? { ...one, ...how } : one)) });
  const settle = (id: string, result: NonNullable<ShownOpening['result']>): void => {
    change(id, { result });
    const opening = get().openings.find((one) => one.id === id);
    if (opening) announceResult(opening, result);
  };
  return {
    openings: [],
    async open(id, title, force = false) {
      if (get().openings.some((one) => one.id === id && one.result === null)) return;
      // Dismiss earlier successes.
      const others = without(id).filter(({ result }) => result?.outcome !== 'opened');
      set({ openings: [...others, { id, title, startedAt: Date.now(), phase: 'preparing', result: null }] });
      try {
        settle(id, await ask('viewers:open', { id, force }));
      } catch (thrown) {
        settle(id, { outcome: 'failed', error: errorOf(thrown) });
      }
    },
    handle(id, phase) {
      const opening = get().openings.find((one) => one.id === id && one.result === null);
      if (!opening || opening.phase === phase) return;
      change(id, { phase });
      announce(labels.phase[phase](opening.title));
    },
    async selectProgram({ id, title }) {
      const settings = useSettings.getState();
      await settings.select('viewerPath');
      const { error, places } = useSettings.getState();
      if (error?.of === 'viewerPath') settle(id, { outcome: 'failed', error: error.data });
      else if (places?.viewer.source === 'setting' && !places.viewer.broken) await get().open(id, title);
    },
    async quit({ id }) {
      try {
        await ask('viewers:end', { id });
        set({ openings: without(id) });
        announce(labels.ended);
      } catch (thrown) {
        settle(id, { outcome: 'failed', error: errorOf(thrown) });
      }
    },
    dismiss: (id) => set({ openings: without(id) }),
    openSpeedscope: (id) => orRefused(ask('viewers:speedscope', { id })),
    openTerminal: (id) => orRefused(ask('viewers:terminal', { id })),
  };
});

/** Shows in the list why a trace cannot be opened. */
async function orRefused(asked: Promise<unknown>): Promise<void> {
  useTraces.getState().refuse(null);
  try {
    await asked;
  } catch (thrown) {
    useTraces.getState().refuse(errorOf(thrown));
  }
}

function announceResult({ title }: ShownOpening, result: NonNullable<ShownOpening['result']>): void {
  if (result.outcome === 'opened') announce(labels.opened(title));
  else if (result.outcome === 'open-already') announce(labels.openAlready(title));
  else
    announceUrgently(
      `${labels.notOpened(title)} ${result.outcome === 'failed' ? result.error.message : result.message}`,
    );
}
