import type { ReadWarning } from '../read-error';
import { DAMAGED_EVENT, MAX_PACKET_BYTES, packetWarning, tooLarge } from '../scan/packet-damage';
import type { ScanPlan } from '../scan/plan/scan-plan';
import type { DensityBins, ScanResult } from '../scan/scan-result';
import type { ScanWindow } from '../scan/windows';
import type { TraceReading } from '../trace-reading';
import { CompiledScan } from './compiled-scan';
import { type Core, createCore, needed, secret } from './core-memory';
import { putPlan } from './core-plan';
import { type Damage, SlotReader } from './scan-slot';

/**
 * Scans windows of a trace in any order, as `WindowScanner` does, by the compiled core. The plan must be compilable.
 * @public Part of the interface of the reader, for callers that need records.
 */
export class CompiledWindows {
  readonly #core: Core;
  readonly #scan: CompiledScan;
  readonly #slot: number;

  constructor(
    private readonly reading: TraceReading,
    private readonly plan: ScanPlan,
    private readonly bins: DensityBins,
  ) {
    this.#core = createCore();
    const files = reading.streams.map(({ bytes }) => bytes);
    this.#scan = new CompiledScan(this.#core, { plan, corePlan: putPlan(this.#core, plan), files, bins, isFull: true });
    this.#slot = newSlot(this.#core, plan, bins);
  }

  scan(window: ScanWindow): ScanResult {
    this.#scan.scan(window, this.#slot);
    const slot = new SlotReader(this.#core, this.#slot);
    return {
      records: slot.records(),
      threads: slot.threads(),
      addresses: slot.addresses(),
      eventCounts: slot.eventCounts(),
      density: slot.density(this.bins, window),
      allocations: slot.allocations(),
      warnings: damageWarnings(this.reading, this.plan, slot.damages()),
    };
  }
}

/** @throws ReadError `too-large` where the memory of the pass is used up */
export function newSlot({ exports }: Core, plan: ScanPlan, bins: DensityBins): number {
  return needed(exports.createSlot(plan.eventClassCount, plan.leafCount * bins.count, secret()));
}

/** What a scan could not read, as warnings. */
export const damageWarnings = (reading: TraceReading, plan: ScanPlan, damages: readonly Damage[]): ReadWarning[] =>
  damages.map(({ packet, position }) => {
    const bytes = plan.packets.contentBytes[packet] ?? 0;
    return packetWarning(reading, packet, position, bytes > MAX_PACKET_BYTES ? tooLarge(bytes) : DAMAGED_EVENT);
  });
