import type { TraceRow } from './trace-record';

export const SPACE_ORDERS = ['biggest', 'oldest'] as const;
export type SpaceOrder = (typeof SPACE_ORDERS)[number];

/** The bytes that deleting a trace frees, as far as known. */
export const freedBy = (row: Pick<TraceRow, 'sizeBytes' | 'byReference'>): number =>
  row.byReference ? 0 : (row.sizeBytes ?? 0);

/** The traces that can be deleted, biggest or oldest first. Of equal ones the older comes first. */
export function orderForSpace(rows: readonly TraceRow[], order: SpaceOrder): TraceRow[] {
  const deletable = rows.filter((row) => row.state === 'ready' || row.state === 'damaged');
  const older = (a: TraceRow, b: TraceRow): number =>
    a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
  return deletable.sort((a, b) => (order === 'oldest' ? older(a, b) : freedBy(b) - freedBy(a) || older(a, b)));
}

/** Which traces may be deleted, and how many. Absent conditions do not apply. */
export interface FreeWish {
  order: SpaceOrder;
  /** Select traces until this many bytes would be freed. */
  needBytes?: number | undefined;
  /** Select only traces that were recorded before this time, ISO 8601. */
  before?: string | undefined;
  /** Whether to select tagged traces too. By default a tag protects a trace. */
  withTagged: boolean;
}

export interface FreePlan {
  /** In the order of deletion. */
  chosen: TraceRow[];
  bytes: number;
  /** Whether the selected traces free the requested space. */
  enough: boolean;
  /** Traces that were skipped because of a tag. */
  spared: TraceRow[];
}

/** Selects traces to delete to free space. Deletes nothing. Never selects a trace for its size if deleting it frees nothing. */
export function planToFree(rows: readonly TraceRow[], wish: FreeWish): FreePlan {
  const { needBytes, before } = wish;
  const plan: FreePlan = { chosen: [], bytes: 0, enough: needBytes !== undefined && needBytes <= 0, spared: [] };
  for (const row of orderForSpace(rows, wish.order)) {
    if (plan.enough) break;
    if (before !== undefined && !(row.createdAt < before)) continue;
    if (needBytes !== undefined && freedBy(row) === 0) continue;
    if (!wish.withTagged && row.tags.length > 0) {
      plan.spared.push(row);
      continue;
    }
    plan.chosen.push(row);
    plan.bytes += freedBy(row);
    plan.enough = needBytes !== undefined && plan.bytes >= needBytes;
  }
  return { ...plan, enough: plan.enough || needBytes === undefined };
}
