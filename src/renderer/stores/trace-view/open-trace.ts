import type { ErrorData } from '@shared/model/app-error';
import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import type { TraceFacts } from '@shared/trace-view/trace-facts';
import { type TracePlace, WHOLE_PLACE } from '@shared/trace-view/trace-place';
import type { StateCreator } from 'zustand';
import { errorOf } from '../../bridge';
import { count } from '../../format/figures';
import { type Misfit, placeInTrace, rowsInTrace } from '../../models/trace-view/fitting-place';
import { initialRange } from '../../models/trace-view/initial-range';
import { texts } from '../../texts/en';
import { announce, announceUrgently } from '../announce';
import type { TraceClient } from './asking';
import { InsightReading, type InsightState, NO_INSIGHTS } from './insight-reading';
import { keepPlace, keptPlace } from './kept-places';
import { keepTrace } from './kept-trace';
import { back, changed, forward, historyAt, NEW_HISTORY, type PlaceChange, type PlaceHistory } from './place-history';

export interface TraceViewState extends InsightState {
  /** The opened trace; null if none is open. */
  id: string | null;
  /** Of the list, until the facts are there. */
  title: string;
  /** The connection, once it is there. */
  client: TraceClient | null;
  facts: TraceFacts | null;
  /** Null until the whole trace was read. */
  whole: WholeTrace | null;
  /** How much of the trace was read, from 0 to 1. */
  readShare: number;
  /** Why the trace cannot be shown (any more). */
  error: ErrorData | null;
  /** What of the place that was asked for the trace does not have. */
  misfit: Misfit | null;
  history: PlaceHistory;
  /**
   * Opens a trace at its last place. If it is open already, only goes to the place.
   * @param title shown until the facts are there
   */
  open(id: string, title: string, place?: Partial<TracePlace>): Promise<void>;
  /** Opens the same trace again, after an error. */
  reopen(): Promise<void>;
  close(): void;
  /** Stops reading what rules still wait for. */
  stopInsights(): void;
  /** Reads it after all. */
  continueInsights(): void;
  /** While the user is at the list of insights, it does not move. */
  holdInsights(isHeld: boolean): void;
  /** Shows the insights that were held back. */
  releaseInsights(): void;
  dismissMisfit(): void;
  /** Goes to a place in the opened trace. */
  go(change: Partial<TracePlace>, how?: PlaceChange): void;
  back(): void;
  forward(): void;
}

/** @param lost is called when the process that reads the trace has ended */
export type Connect = (id: string, lost: (error: ErrorData) => void) => Promise<TraceClient & { close(): void }>;

const CLOSED = {
  id: null,
  title: '',
  client: null,
  facts: null,
  whole: null,
  ...NO_INSIGHTS,
  readShare: 0,
  error: null,
  misfit: null,
  history: NEW_HISTORY,
};

/** The opened trace, one at a time, and where the user is in it. */
export const traceViewStore =
  (connect: Connect): StateCreator<TraceViewState> =>
  (set, get) => {
    let closeClient: (() => void) | null = null;
    let opening = 0;
    const insights = new InsightReading(get, set);

    const fail = (error: ErrorData): void => {
      set({ error });
      announceUrgently(error.message);
    };

    /** A place that was only adjusted is kept when the user leaves it: a pan changes it with every frame. */
    const leave = (): void => {
      const { id, history } = get();
      if (id !== null) keepPlace(id, history.place);
    };
    window.addEventListener('pagehide', leave);

    const move = (history: PlaceHistory): void => {
      if (get().id === null || history === get().history) return;
      set({ history });
      if (!history.isAdjusting) leave();
    };

    /** Replaces what a place has and the trace has not. */
    const adopt = ({ place, misfit }: { place: TracePlace; misfit: Misfit | null }): void => {
      if (!misfit) return;
      set({ misfit });
      get().go(place, 'replace');
    };

    /** A newly opened trace shows the time of its events, unless the user went somewhere else meanwhile. */
    const showEvents = (whole: WholeTrace, lengthNs: number): void => {
      const { past, place } = get().history;
      const isNew = [...past, place].every(({ range, call, mark }) => range === null && call === null && mark === null);
      const range = isNew ? initialRange(whole, lengthNs) : null;
      if (range) get().go({ range }, 'replace');
    };

    /** Asks for what all tabs need. Everything is dropped if another trace was opened meanwhile. */
    const read = async (id: string): Promise<void> => {
      opening += 1;
      const mine = opening;
      const isCurrent = (): boolean => mine === opening;
      try {
        const client = await connect(id, (error) => {
          if (isCurrent()) fail(error);
        });
        if (!isCurrent()) {
          client.close();
          return;
        }
        closeClient = () => client.close();
        set({ client });
        const facts = await client.ask('facts', null);
        if (!isCurrent()) return;
        set({ facts, title: facts.title });
        adopt(placeInTrace(get().history.place, facts.lengthNs));
        const onProgress = (readShare: number): void => {
          if (isCurrent()) set({ readShare });
        };
        const whole = await client.ask('whole', null, { onProgress });
        if (!isCurrent()) return;
        set({ whole, readShare: 1 });
        adopt(rowsInTrace(get().history.place, whole.rows.length));
        showEvents(whole, facts.lengthNs);
        announce(texts.traceFrame.wasRead(facts.title, count(whole.events)));
        await insights.read(client, isCurrent);
      } catch (thrown) {
        if (isCurrent() && get().error === null) fail(errorOf(thrown));
      }
    };

    const disconnect = (): void => {
      opening += 1;
      closeClient?.();
      closeClient = null;
    };

    return {
      ...CLOSED,
      async open(id, title, place = {}) {
        if (id === get().id && get().error === null) {
          const { facts, whole } = get();
          get().go(place);
          if (facts) adopt(placeInTrace(get().history.place, facts.lengthNs));
          if (whole) adopt(rowsInTrace(get().history.place, whole.rows.length));
          return;
        }
        leave();
        disconnect();
        const history = changed(historyAt(keptPlace(id) ?? WHOLE_PLACE), place, 'replace');
        set({ ...CLOSED, id, title, history });
        keepTrace(id);
        leave();
        await read(id);
      },
      async reopen() {
        const { id, title, history } = get();
        if (id === null) return;
        disconnect();
        set({ ...CLOSED, id, title, history });
        await read(id);
      },
      close() {
        leave();
        disconnect();
        keepTrace(null);
        set(CLOSED);
      },
      stopInsights: () => insights.stop(),
      continueInsights() {
        const { client, insightProgress } = get();
        const mine = opening;
        if (client && insightProgress === 'stopped') void insights.read(client, () => mine === opening);
      },
      holdInsights: (isHeld) => insights.hold(isHeld),
      releaseInsights: () => insights.release(),
      dismissMisfit: () => set({ misfit: null }),
      go: (change, how) => move(changed(get().history, change, how)),
      back: () => move(back(get().history)),
      forward: () => move(forward(get().history)),
    };
  };
