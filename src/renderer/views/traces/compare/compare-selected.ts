import type { TraceRow } from '@shared/model/trace-record';
import { useOpenDialog } from '../open-dialog';

/** Whether exactly two readable traces are selected. */
export const canCompare = (rows: readonly TraceRow[]): boolean =>
  rows.length === 2 && rows.every(({ state }) => state !== 'unknown');

/** Opens the comparison. The older trace comes first, so that differences show what changed since. */
export function compareRows(rows: readonly TraceRow[]): void {
  const [first, second] = rows.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  if (first && second) useOpenDialog.setState({ dialog: 'compare', pair: [first.id, second.id] });
}
