import type { ReadLeaf, TraceReading } from '../../trace-reading';
import { scanPackets } from './plan-packets';
import { planStream, type StreamPlan } from './plan-stream';
import { EVENT_COLUMNS, type ScanPlan, STREAM, STREAM_COLUMNS } from './scan-plan';

type PlanSource = Pick<TraceReading, 'leaves' | 'eventClasses' | 'packets' | 'clocks'>;

const plans = new WeakMap<PlanSource, ScanPlan>();

/**
 * Builds what the scan needs to know of the trace. No packet is read, but a kernel has thousands of event classes, so the plan of an
 * open trace is kept as long as its reading.
 */
export function buildScanPlan(reading: PlanSource): ScanPlan {
  const known = plans.get(reading);
  if (known) return known;
  const plan = newPlan(reading);
  plans.set(reading, plan);
  return plan;
}

function newPlan(reading: PlanSource): ScanPlan {
  const ops: number[] = [];
  const classIndex = new Map(reading.eventClasses.map((row, index) => [row.class, index]));
  const rows = new Map<string, number>();
  const streams: number[] = [];
  const events: number[] = [];
  for (const [leaf, readLeaf] of reading.leaves.entries()) {
    for (const stream of readLeaf.schema.streams.values()) {
      rows.set(rowKey(leaf, stream.id), rows.size);
      const plan = planStream({ leaf: readLeaf, stream, classIndex, ops });
      append(plan, leaf, readLeaf, streams, events);
    }
  }
  return {
    ops: Int32Array.from(ops),
    streams: Int32Array.from(streams),
    events: Int32Array.from(events),
    packets: scanPackets(reading, (leaf, streamClass) => rows.get(rowKey(leaf, streamClass))),
    leafCount: reading.leaves.length,
    eventClassCount: reading.eventClasses.length,
  };
}

const rowKey = (leaf: number, streamClass: number): string => `${leaf} ${streamClass}`;

function append(plan: StreamPlan, leaf: number, readLeaf: ReadLeaf, streams: number[], events: number[]): void {
  const row = new Array<number>(STREAM_COLUMNS).fill(0);
  Object.assign(row, plan.columns, {
    [STREAM.firstEvent]: events.length / EVENT_COLUMNS,
    [STREAM.idCount]: plan.events.length,
    [STREAM.isKernel]: readLeaf.domain === 'kernel' ? 1 : 0,
    [STREAM.leaf]: leaf,
  });
  streams.push(...row);
  for (const event of plan.events) for (const value of event) events.push(value);
}
