import type { ScanResult } from '@reader/scan/scan-result';
import type { TraceReading } from '@reader/trace-reading';
import type { TimelineBatch } from '../formats/export-source';
import { CounterColumns } from './entry-columns';
import type { TraceTables } from './export-tables';
import type { WindowSource } from './scan-windows';

/** Counts the events of each leaf, and lost events, in bins of equal length. */
export class RangeCounters {
  readonly #events: Float64Array[];

  constructor(
    private readonly reading: TraceReading,
    private readonly windows: WindowSource,
  ) {
    this.#events = reading.leaves.map(() => new Float64Array(windows.bins.count));
  }

  add({ density }: ScanResult): void {
    for (const [leaf, bins] of this.#events.entries())
      for (let bin = 0; bin < density.bins; bin += 1) {
        const at = density.firstBin + bin;
        bins[at] = (bins[at] ?? 0) + (density.counts[leaf * density.bins + bin] ?? 0);
      }
  }

  /** The values of the whole range. */
  values(tables: TraceTables): TimelineBatch['counters'] {
    const columns = new CounterColumns();
    const { fromNs, widthNs } = this.windows.bins;
    const write = (name: string, bins: Float64Array): void => {
      const counter = tables.addCounter({ name, unit: 'count', of: 'trace' });
      for (const [bin, count] of bins.entries()) {
        // The first of equal values is enough.
        if (bin === 0 || count !== bins[bin - 1]) columns.add(fromNs + bin * widthNs, counter, count);
      }
    };
    for (const [leaf, bins] of this.#events.entries())
      write(`Events of ${this.reading.leaves[leaf]?.path ?? ''}`, bins);
    const lost = this.#lost();
    if (lost.some((count) => count > 0)) write('Lost events', lost);
    return columns.take();
  }

  /** Discarded events are known from the packet in whose time, or before whose time, they were lost. */
  #lost(): Float64Array {
    const { packets } = this.reading;
    const { fromNs, widthNs, count } = this.windows.bins;
    const lost = new Float64Array(count);
    for (let packet = 0; packet < packets.count; packet += 1) {
      const bin = Math.floor(((packets.endNs[packet] ?? 0) - fromNs) / widthNs);
      if (bin >= 0 && bin < count) lost[bin] = (lost[bin] ?? 0) + (packets.discarded[packet] ?? 0);
    }
    return lost;
  }
}
