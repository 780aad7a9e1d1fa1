import type { TraceRow } from './trace-record';

export const SPACE_ORDERS = ['biggest', 'oldest'] as const;
export type SpaceOrder = (typeof SPACE_ORDERS)[number];

/** The bytes that go with a trace, as far as they are known. */
export const freedBy = (row: Pick<TraceRow, 'sizeBytes' | 'byReference'>): number =>
  row.byReference ? 0 : (row.sizeBytes ?? 0);

/** What can be deleted, biggest or oldest first; of equal ones the older first. */
export function orderForSpace(rows: readonly TraceRow[], order: SpaceOrder): TraceRow[] {
  const settled = rows.filter((row) => row.state === 'ready' || row.state === 'damaged');
  const older = (a: TraceRow, b: TraceRow): number =>
    a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0;
  return settled.sort((a, b) => (order === 'oldest' ? older(a, b) : freedBy(b) - freedBy(a) || older(a, b)));
}

/** Which traces may go, and how far. What is not said does not matter. */
export interface FreeWish {
  order: SpaceOrder;
  /** Stop as soon as so many bytes would be freed. */
  needBytes?: number | undefined;
  /** Only those recorded before, ISO 8601. */
  before?: string | undefined;
  /** Also those with a tag: whoever tagged a trace meant to keep it. */
  withTagged: boolean;
}

export interface FreePlan {
  /** In the order in which they would go. */
  chosen: TraceRow[];
  bytes: number;
  /** Whether that is what was asked for. */
  enough: boolean;
  /** Those that would have had their turn, but have a tag. */
  spared: TraceRow[];
}

/** What would go to free space: a plan, nothing is done. A trace that takes no room of its own is never chosen for its size. */
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
