import type { DensityBins, ScanResult } from '../scan-result';
import type { ScanWindow } from '../windows';
import { AddressTable } from './address-table';
import { AllocationLog } from './allocation-log';
import { EventCounter } from './event-counter';
import { RecordLog } from './record-log';
import { ThreadTable } from './thread-table';

/** What the scan of one window fills. */
export class ScanTables {
  readonly threads = new ThreadTable();
  readonly addresses = new AddressTable();
  readonly records = new RecordLog();
  readonly allocations = new AllocationLog();
  readonly counter: EventCounter;

  constructor(eventClasses: number, leaves: number, bins: DensityBins) {
    this.counter = new EventCounter(eventClasses, leaves, bins);
  }

  begin({ fromNs, toNs }: ScanWindow): void {
    this.threads.clear();
    this.addresses.clear();
    this.records.clear();
    this.allocations.clear();
    this.counter.begin(fromNs, toNs - 1);
  }

  result(): Omit<ScanResult, 'warnings'> {
    return {
      records: this.records.sorted(this.threads.count),
      threads: this.threads.columns(),
      addresses: this.addresses.columns(),
      eventCounts: this.counter.byClass.slice(),
      density: this.counter.density(),
      allocations: this.allocations.columns(),
    };
  }
}
