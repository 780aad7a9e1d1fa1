import type { TracePlace } from '@shared/trace-view/trace-place';
import { create } from 'zustand';
import { ROWS_AT_FIRST, type RowChoice, revealed } from '../../models/trace-view/row-choice';
import { useTraceView } from './use-trace';

interface RowChoices extends RowChoice {
  change(change: Partial<RowChoice>): void;
  /** Opens or collapses a row. */
  toggle(row: number, isExpanded: boolean): void;
  hide(row: number): void;
  /** Sets the order of rows that have one parent, -1 for the outermost rows. Another sorting ends it. */
  arrange(parent: number, order: readonly number[]): void;
  /** @param pinned the rows that are pinned now */
  pin(row: number, pinned: ReadonlySet<number>): void;
}

/** What the user selected about the rows of the opened trace. Another trace starts without a selection. */
export const useRowChoices = create<RowChoices>()((set, get) => ({
  ...ROWS_AT_FIRST,
  change: (change) => set(change),
  toggle: (row, isExpanded) => set({ toggled: new Map([...get().toggled, [row, isExpanded]]) }),
  hide: (row) => set({ hidden: new Set([...get().hidden, row]), showsHidden: false }),
  arrange: (parent, order) => set({ order: new Map([...get().order, [parent, order]]) }),
  pin(row, pinned) {
    const next = new Set(pinned);
    if (!next.delete(row)) next.add(row);
    set({ pinned: next });
  },
}));

useTraceView.subscribe((state, before) => {
  if (state.id !== before.id) {
    useRowChoices.setState(ROWS_AT_FIRST);
    return;
  }
  const wanted = selectedIn(state.history.place);
  if (wanted === undefined || wanted === selectedIn(before.history.place)) return;
  useRowChoices.setState((choice) => revealed(choice, state.whole?.rows ?? [], wanted));
});

/** The row that comes into sight. */
const selectedIn = ({ call, rows }: TracePlace): number | undefined => call?.row ?? rows[0];
