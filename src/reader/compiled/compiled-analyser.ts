import { syscallNames } from '../analysis/analyser';
import type { Analysis } from '../analysis/analysis';
import type { Checkpoint } from '../analysis/checkpoint/checkpoint';
import { restoreCheckpoint } from '../analysis/checkpoint/restore-checkpoint';
import { writeCheckpoint } from '../analysis/checkpoint/write-checkpoint';
import { type AnalyserRequest, RangeAnalysis } from '../analysis/range-analysis';
import { pictureOf } from '../picture/picture-of';
import type { PictureOrder } from '../picture/picture-order';
import type { ScanPlan } from '../scan/plan/scan-plan';
import type { ScanWindow } from '../scan/windows';
import type { TraceReading } from '../trace-reading';
import { CompiledRecords } from './compiled-records';
import { damageWarnings } from './compiled-windows';
import type { Core } from './core-memory';
import { SlotReader } from './scan-slot';

/** Consumes the slots of all windows of a range in the order of time. Its answers are those of Analyser to the last bit. */
export class CompiledAnalyser {
  readonly #range: RangeAnalysis;
  readonly #records: CompiledRecords;
  #isCounting = false;

  constructor(
    private readonly core: Core,
    private readonly reading: TraceReading,
    private readonly plan: ScanPlan,
    private readonly request: AnalyserRequest,
    private readonly picture: PictureOrder | null = null,
  ) {
    this.#range = new RangeAnalysis(reading, request);
    this.#records = new CompiledRecords(core, syscallNames(reading), this.#range.losses, picture);
  }

  /** @param slot in which the window was scanned @throws ReadError `too-large` where the memory of the pass is used up */
  consume(window: ScanWindow, slot: number): void {
    if (window.isCounted && !this.#isCounting) this.#beginRange(window.fromNs);
    const reader = new SlotReader(this.core, slot);
    const threads = this.#range.consume(window, {
      threads: reader.threads(),
      eventCounts: reader.eventCounts(),
      density: reader.density(this.request.bins, window),
      allocations: reader.allocations(),
      warnings: damageWarnings(this.reading, this.plan, reader.damages()),
    });
    this.#records.consume(slot, threads, this.request.filter !== null);
  }

  /** As Analyser's, but calls that began before the range begin with it. @param atNs the begin of the next window */
  checkpoint(atNs: number): Checkpoint {
    return writeCheckpoint(this.#range.registry.threads, this.#records.states(), atNs);
  }

  /** As Analyser's. @throws RangeError for a checkpoint that is not of the trace; ReadError `too-large` */
  restore(checkpoint: Checkpoint): void {
    restoreCheckpoint(checkpoint, this.#range.registry, this.#records.states(), this.reading);
  }

  /** Ends the range. Nothing can be consumed afterwards. */
  finish(): Analysis {
    const { range } = this.request;
    if (!this.#isCounting) this.#beginRange(range.fromNs);
    const { threads } = this.#range.registry;
    const { functions, records, drawn } = this.#records.finish(threads, range.toNs);
    const { eventClasses } = this.reading;
    if (this.picture && drawn)
      this.picture.request.onPicture(pictureOf(this.picture, { ...drawn, threads, functions, eventClasses }));
    return this.#range.analysis({ functions, records });
  }

  #beginRange(fromNs: number): void {
    this.#isCounting = true;
    const states = this.#records.states();
    for (const thread of this.#range.registry.threads) thread.restart(states.of(thread).depth > 0);
    this.#records.restart(fromNs);
  }
}
