import type { TraceRow } from '@shared/model/trace-record';
import { useOpenDialog } from '../open-dialog';

/** Exactly two that can be read. */
export const canCompare = (rows: readonly TraceRow[]): boolean =>
  rows.length === 2 && rows.every(({ state }) => state !== 'unknown');

/** The older one stands first: what changed since then is what is asked. */
export function compareRows(rows: readonly TraceRow[]): void {
  const [first, second] = rows.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  if (first && second) useOpenDialog.setState({ dialog: 'compare', pair: [first.id, second.id] });
}
