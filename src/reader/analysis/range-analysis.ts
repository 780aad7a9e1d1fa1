import { noteWarnings } from '../packets/note-warnings';
import type { NamespaceEpoch } from '../scan/records';
import type { DensityBins, ScanResult } from '../scan/scan-result';
import type { ScanWindow } from '../scan/windows';
import type { TimeRange, TraceReading } from '../trace-reading';
import type { Analysis } from './analysis';
import { LossTimes, lossesOf } from './losses';
import { MemoryInUse } from './memory-in-use';
import { analysisOf } from './result/analysis-of';
import type { RawAnalysis } from './result/raw-analysis';
import type { AnalysedThread } from './threads/analysed-thread';
import { type ThreadFilter, ThreadRegistry } from './threads/thread-registry';

export interface AnalyserRequest {
  range: TimeRange;
  /** Of the range; see `binsOf`. */
  bins: DensityBins;
  epochs: readonly NamespaceEpoch[];
  /** Threads whose records are analysed; null: all. Counts by class and bin are of all threads in any case. */
  filter: ThreadFilter | null;
}

/** The bins of a range: of equal length in whole nanoseconds. */
export function binsOf({ fromNs, toNs }: TimeRange, count: number): DensityBins {
  return { fromNs, widthNs: Math.max(1, Math.ceil((toNs - fromNs) / count)), count };
}

/** What the scan of a window says beside its records. */
export type WindowFacts = Omit<ScanResult, 'records' | 'addresses'>;

/** Consumes all of the scan of a range but the records, which are analysed in TypeScript or by the compiled core. */
export class RangeAnalysis {
  readonly registry: ThreadRegistry;
  readonly losses: LossTimes;
  readonly #memory: MemoryInUse;
  readonly #eventCounts: Float64Array;
  readonly #density: Uint32Array;

  constructor(
    private readonly reading: TraceReading,
    private readonly request: AnalyserRequest,
  ) {
    this.losses = new LossTimes(reading);
    this.registry = new ThreadRegistry(this.losses, request.epochs, request.filter);
    this.#memory = new MemoryInUse(request.bins);
    this.#eventCounts = new Float64Array(reading.eventClasses.length);
    this.#density = new Uint32Array(reading.leaves.length * request.bins.count);
  }

  /** @returns the threads by their indexes in the window */
  consume(window: ScanWindow, facts: WindowFacts): AnalysedThread[] {
    const threads = this.registry.update(facts.threads, window);
    noteWarnings(this.reading, facts.warnings);
    if (!window.isCounted) return threads;
    this.#memory.consume(facts.allocations, threads);
    this.#count(facts);
    return threads;
  }

  /** The answer, with the tables of the records. */
  analysis({ functions, records }: Pick<RawAnalysis, 'functions' | 'records'>): Analysis {
    const { range, bins } = this.request;
    return analysisOf({
      range,
      eventCounts: this.#eventCounts,
      bins: bins.count,
      density: this.#density,
      threads: this.registry.threads,
      functions,
      records,
      eventClasses: this.reading.eventClasses,
      losses: lossesOf(this.reading).filter(({ fromNs, toNs }) => fromNs < range.toNs && toNs >= range.fromNs),
      memory: this.#memory.rows(),
    });
  }

  #count({ eventCounts, density }: WindowFacts): void {
    for (const [index, count] of eventCounts.entries()) {
      if (count > 0) this.#eventCounts[index] = (this.#eventCounts[index] as number) + count;
    }
    const leaves = this.reading.leaves.length;
    for (let leaf = 0; leaf < leaves; leaf++) {
      const to = leaf * this.request.bins.count + density.firstBin;
      for (let bin = 0; bin < density.bins; bin++) {
        this.#density[to + bin] =
          (this.#density[to + bin] as number) + (density.counts[leaf * density.bins + bin] as number);
      }
    }
  }
}
