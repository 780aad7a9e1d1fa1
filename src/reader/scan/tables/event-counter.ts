import { binOf, type DensityBins, type DensityPart } from '../scan-result';

/** Counts the events of one window by class, and by bin and leaf. */
export class EventCounter {
  readonly byClass: Uint32Array;
  #firstBin = 0;
  #bins = 0;
  /** A row of `#bins` counters for each leaf. */
  #counts = new Uint32Array(0);

  constructor(
    eventClasses: number,
    private readonly leaves: number,
    private readonly bins: DensityBins,
  ) {
    this.byClass = new Uint32Array(eventClasses);
  }

  /** Begins a window; its last bin is that of `lastNs`. */
  begin(fromNs: number, lastNs: number): void {
    this.byClass.fill(0);
    this.#firstBin = this.binOf(fromNs);
    this.#bins = this.binOf(lastNs) - this.#firstBin + 1;
    this.#counts = new Uint32Array(this.#bins * this.leaves);
  }

  binOf(timeNs: number): number {
    return binOf(this.bins, timeNs);
  }

  /** The first time that is not in the bin. */
  endOf(bin: number): number {
    const { fromNs, widthNs, count } = this.bins;
    return bin === count - 1 ? Number.POSITIVE_INFINITY : fromNs + (bin + 1) * widthNs;
  }

  addToBin(leaf: number, bin: number, events: number): void {
    const slot = leaf * this.#bins + bin - this.#firstBin;
    this.#counts[slot] = (this.#counts[slot] as number) + events;
  }

  density(): DensityPart {
    return { firstBin: this.#firstBin, bins: this.#bins, counts: this.#counts };
  }
}
