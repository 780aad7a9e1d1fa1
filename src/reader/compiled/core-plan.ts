import { EVENT, EVENT_COLUMNS, type ScanPlan, STREAM, STREAM_COLUMNS } from '../scan/plan/scan-plan';
import { type Core, putInts } from './core-memory';

/** Where the plan is in the core's memory. All instances of a pass use one. */
export interface CorePlan {
  ops: number;
  streams: number;
  events: number;
}

/**
 * Sizes from the metadata are at most this, so sums of addresses and sizes have 32 bits. The content of a packet is smaller, so a
 * larger event is not completely in it either.
 */
const LARGEST_SIZE = 2 ** 29;

export function putPlan(core: Core, plan: ScanPlan): CorePlan {
  return {
    ops: putInts(core, plan.ops),
    streams: putInts(core, withBoundedSizes(plan.streams, STREAM_COLUMNS, STREAM.contextBytes)),
    events: putInts(core, withBoundedSizes(plan.events, EVENT_COLUMNS, EVENT.bytes)),
  };
}

function withBoundedSizes(table: Int32Array, columns: number, column: number): Int32Array {
  return table.map((value, index) => (index % columns === column ? Math.min(value, LARGEST_SIZE) : value));
}
