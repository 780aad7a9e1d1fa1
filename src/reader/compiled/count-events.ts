import { buildScanPlan } from '../scan/plan/build-plan';
import type { ScanPlan } from '../scan/plan/scan-plan';
import type { ScanWindow } from '../scan/windows';
import type { TimeRange, TraceReading } from '../trace-reading';
import { CompiledScan, isCompilable } from './compiled-scan';
import { newSlot } from './compiled-windows';
import { createCore } from './core-memory';
import { putPlan } from './core-plan';
import { SlotReader } from './scan-slot';

/** Bytes that are counted before the caller gets control. */
const WINDOW_BYTES = 4 * 2 ** 20;

export interface CountRequest {
  range: TimeRange;
  /** By class of `TraceReading.eventClasses`, in the packets of a CPU (-1: of none): 1 if its events are counted. */
  counted(cpu: number): Uint8Array;
  /** Bins of equal length over the whole trace. */
  bins: number;
}

export interface CountedEvents {
  /** By class. */
  byClass: Float64Array;
  /** By bin. */
  byBin: Float64Array;
}

/**
 * Counts events of some classes in compiled code, without decoding them. Packets that cannot be read are left out, as in an analysis.
 * Yields the share of the work after each part of it.
 * @returns undefined for a trace that the compiled code cannot read
 * @throws ReadError `too-large`, `damaged` for a file that became shorter, and what reading the files throws
 */
export function* countEvents(
  reading: TraceReading,
  request: CountRequest,
): Generator<number, CountedEvents | undefined> {
  const plan = buildScanPlan(reading);
  if (!isCompilable(plan)) return undefined;
  const windows = windowsOf(plan, request.range);
  const scan = counterOf(reading, plan, request);
  const byClass = new Float64Array(plan.eventClassCount);
  const byBin = new Float64Array(request.bins);
  for (const [index, window] of windows.entries()) {
    const { eventCounts, density } = scan(window);
    for (const [at, count] of eventCounts.entries()) byClass[at] = (byClass[at] ?? 0) + count;
    for (const [at, count] of density.entries()) {
      const bin = at % request.bins;
      if (count > 0) byBin[bin] = (byBin[bin] ?? 0) + count;
    }
    yield (index + 1) / windows.length;
  }
  return { byClass, byBin };
}

interface CountWindow extends ScanWindow {
  /** Of all packets in it. */
  cpu: number;
}

/** Each packet of the range is in exactly one of them, because counting needs no order. */
function windowsOf({ packets }: ScanPlan, { fromNs, toNs }: TimeRange): CountWindow[] {
  const open = new Map<number, { rows: number[]; bytes: number }>();
  const parts: { cpu: number; rows: number[] }[] = [];
  for (let row = 0; row < packets.count; row++) {
    if ((packets.beginNs[row] ?? 0) >= toNs || (packets.endNs[row] ?? 0) < fromNs) continue;
    const cpu = packets.cpu[row] ?? -1;
    let part = open.get(cpu);
    if (!part || part.bytes >= WINDOW_BYTES) {
      part = { rows: [], bytes: 0 };
      open.set(cpu, part);
      parts.push({ cpu, rows: part.rows });
    }
    part.rows.push(row);
    part.bytes += packets.contentBytes[row] ?? 0;
  }
  return parts.map(({ cpu, rows }) => ({ fromNs, toNs, isCounted: true, cpu, packets: Uint32Array.from(rows) }));
}

function counterOf(reading: TraceReading, plan: ScanPlan, { counted, bins: count }: CountRequest) {
  const core = createCore();
  const bins = { fromNs: 0, widthNs: Math.max(1, reading.span.lengthNs) / count, count };
  const files = reading.streams.map(({ bytes }) => bytes);
  const scan = new CompiledScan(core, { plan, corePlan: putPlan(core, plan), files, bins, isFull: false });
  const slot = newSlot(core, plan, bins);
  const reader = new SlotReader(core, slot);
  const masks = new Map<number, Uint8Array>();
  return (window: CountWindow) => {
    const mask = masks.get(window.cpu) ?? counted(window.cpu);
    masks.set(window.cpu, mask);
    scan.countOnly(mask);
    scan.scan(window, slot);
    return { eventCounts: reader.eventCounts(), density: reader.densityCells() };
  };
}
