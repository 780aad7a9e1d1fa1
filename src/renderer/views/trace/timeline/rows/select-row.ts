import { announce } from '../../../../stores/announce';
import { useTraceView } from '../../../../stores/trace-view/use-trace';
import type { RowLayout } from './lay-rows';
import type { RowTree } from './row-children';
import { nameOfRow, numberOfRow } from './row-text';

/** All rows from top to bottom, the pinned ones last. */
export const rowOrder = ({ rows, pinned }: RowLayout): number[] => [...rows, ...pinned].map(({ row }) => row);

/** Selects one row and no call. */
export function selectRow(tree: RowTree, row: number): void {
  const { history, go } = useTraceView.getState();
  const selected = tree.lanesOf[row] ?? row;
  const isCallThere = history.place.call?.row === selected;
  go({ rows: [selected], ...(isCallThere ? {} : { call: null, function: null }) }, 'adjust');
  const found = tree.rows[row];
  if (found) announce([nameOfRow(found), numberOfRow(tree, row)].filter(Boolean).join(' '));
}

/** Adds a row to the selection, or takes it out. */
export function toggleSelected(tree: RowTree, row: number): void {
  const { history, go } = useTraceView.getState();
  const { rows } = history.place;
  const toggled = tree.lanesOf[row] ?? row;
  go({ rows: rows.includes(toggled) ? rows.filter((one) => one !== toggled) : [...rows, toggled].slice(-1_000) });
}

/** The shown row that is selected: that of the call, or the first of the selected ones. Null without one. */
export function selectedRow(layout: RowLayout): number | null {
  const { call, rows } = useTraceView.getState().history.place;
  const wanted = call?.row ?? rows[0];
  if (wanted === undefined) return null;
  const found = [...layout.rows, ...layout.pinned].find(({ row, lanesOf }) => row === wanted || lanesOf === wanted);
  return found?.row ?? null;
}

/** Selects the row before or after the selected one, or the first one. */
export function stepRow(tree: RowTree, layout: RowLayout, by: 1 | -1): void {
  const order = rowOrder(layout);
  const selected = selectedRow(layout);
  const at = selected === null ? (by === 1 ? -1 : order.length) : order.indexOf(selected);
  const next = order[Math.min(Math.max(at + by, 0), order.length - 1)];
  if (next !== undefined) selectRow(tree, next);
}
