import { MAX_PACKET_BYTES } from '../scan/packet-damage';
import { buildScanPlan } from '../scan/plan/build-plan';
import type { ScanPlan } from '../scan/plan/scan-plan';
import { cutWindows, type ScanWindow } from '../scan/windows';
import type { TimeRange, TraceReading } from '../trace-reading';
import { CompiledScan, isCompilable } from './compiled-scan';
import { newSlot } from './compiled-windows';
import { createCore } from './core-memory';
import { putPlan } from './core-plan';
import { SlotReader } from './scan-slot';

const BINS = { fromNs: 0, widthNs: 1, count: 1 };
/** More are not kept, so that a trace of many small packets and many classes is counted again instead. */
const MOST_KEPT_BYTES = 2 ** 24;

/**
 * Which event classes are in each packet. A packet is counted in compiled code when it is first asked for, which is some fifty times as
 * fast as decoding it.
 */
export class PacketClasses {
  readonly #reader: SlotReader;
  /** A bit for each class, by row of the packet table. */
  readonly #kept = new Map<number, Uint8Array>();
  #keptBytes = 0;

  private constructor(
    private readonly plan: ScanPlan,
    private readonly scan: CompiledScan,
    private readonly slot: number,
    reader: SlotReader,
  ) {
    this.#reader = reader;
  }

  /**
   * @returns undefined for a trace that the compiled code cannot read
   * @throws ReadError `too-large` where the plan does not fit into the memory of the core
   */
  static of(reading: TraceReading): PacketClasses | undefined {
    const plan = buildScanPlan(reading);
    if (!isCompilable(plan)) return undefined;
    const core = createCore();
    const files = reading.streams.map(({ bytes }) => bytes);
    const scan = new CompiledScan(core, { plan, corePlan: putPlan(core, plan), files, bins: BINS, isFull: false });
    const slot = newSlot(core, plan, BINS);
    return new PacketClasses(plan, scan, slot, new SlotReader(core, slot));
  }

  /**
   * Whether a packet has events of one of the classes. A packet that is too large to count may have any.
   * @param row of the packet table
   * @param classes indexes into `TraceReading.eventClasses`
   * @throws ReadError `damaged` for a file that became shorter, `too-large`, and what reading the files throws
   */
  hasAny(row: number, classes: readonly number[]): boolean {
    if ((this.plan.packets.contentBytes[row] ?? 0) > MAX_PACKET_BYTES) return true;
    const bits = this.#kept.get(row) ?? this.#count(row);
    return classes.some((index) => ((bits[index >> 3] ?? 0) >> (index & 7)) & 1);
  }

  /** Parts of a range, in the order of time, each with its packets. */
  windows({ fromNs, toNs }: TimeRange, windowBytes: number): ScanWindow[] {
    return cutWindows(this.plan.packets, { startNs: fromNs, fromNs, toNs, windowBytes, cutsNs: [] });
  }

  #count(row: number): Uint8Array {
    const window = { fromNs: 0, toNs: Number.POSITIVE_INFINITY, isCounted: true, packets: Uint32Array.of(row) };
    this.scan.scan(window, this.slot);
    const bits = new Uint8Array(Math.ceil(this.plan.eventClassCount / 8));
    for (const [index, count] of this.#reader.eventCounts().entries())
      if (count > 0) bits[index >> 3] = (bits[index >> 3] ?? 0) | (1 << (index & 7));
    if (this.#keptBytes + bits.length <= MOST_KEPT_BYTES) {
      this.#kept.set(row, bits);
      this.#keptBytes += bits.length;
    }
    return bits;
  }
}
