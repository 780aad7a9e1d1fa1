import type { TraceRow } from '@shared/model/trace-record';

export const SPACE_ORDERS = ['biggest', 'oldest'] as const;
export type SpaceOrder = (typeof SPACE_ORDERS)[number];

/** What can be deleted, biggest or oldest first; of equal ones the older first. */
export function orderForSpace(rows: readonly TraceRow[], order: SpaceOrder): TraceRow[] {
  const settled = rows.filter((row) => row.state === 'ready' || row.state === 'damaged');
  const older = (a: TraceRow, b: TraceRow): number =>
    a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
  return settled.sort((a, b) =>
    order === 'oldest' ? older(a, b) : (b.sizeBytes ?? 0) - (a.sizeBytes ?? 0) || older(a, b),
  );
}
