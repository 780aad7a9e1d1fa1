import type { Finding } from '@shared/trace-view/insight';
import { create } from 'zustand';
import { orWhole, withRoom } from '../../models/trace-view/time-range';
import { announce } from '../announce';
import { useView } from '../view';
import { useTraceView } from './use-trace';

/** Shown before and after the place of an insight, as a share of its length. */
const MARGIN = 0.15;

interface InsightGuide {
  /** Index of the insight whose place is shown; null if there is none. */
  current: number | null;
  /** Opens the place of an insight in the timeline: its range, rows, function and call. */
  show(index: number): void;
  /** @param by 1 for the next insight, -1 for the previous one; after the last comes the first */
  step(by: 1 | -1): void;
  close(): void;
}

/** The insight that the guide bar names while its place is shown. */
export const useInsightGuide = create<InsightGuide>()((set, get) => ({
  current: null,
  show(index) {
    const finding = findings()[index];
    if (!finding) return;
    const { place } = finding;
    const lengthNs = useTraceView.getState().facts?.lengthNs ?? 1;
    set({ current: index });
    useView.getState().go('trace');
    useTraceView.getState().go({
      tab: 'timeline',
      range: orWhole(withRoom(place, lengthNs, MARGIN), lengthNs),
      rows: [...place.rows],
      function: place.function,
      call: place.call,
    });
    announce(finding.sentence.map(({ text }) => text).join(''));
  },
  step(by) {
    const all = findings().length;
    if (all === 0) return;
    const { current } = get();
    const from = current ?? (by === 1 ? -1 : 0);
    get().show((from + by + all) % all);
  },
  close: () => set({ current: null }),
}));

const findings = (): readonly Finding[] => useTraceView.getState().insights?.findings ?? [];

// The insights of another trace have other numbers, and so have those of more rules.
useTraceView.subscribe((state, before) => {
  const { current, close } = useInsightGuide.getState();
  if (state.id !== before.id) close();
  else if (state.insights !== before.insights && current !== null) {
    const key = before.insights?.findings[current]?.key;
    const index = state.insights?.findings.findIndex((one) => one.key === key) ?? -1;
    useInsightGuide.setState({ current: index < 0 ? null : index });
  }
});
