import type { Analysis } from '../analysis/analysis';
import type { Checkpoint } from '../analysis/checkpoint/checkpoint';
import { CheckpointOffers } from '../analysis/checkpoint/offer-checkpoints';
import { type PassOptions, passOf } from '../analysis/pass';
import { expectNotCancelled } from '../read-error';
import { buildScanPlan } from '../scan/plan/build-plan';
import type { ScanPlan } from '../scan/plan/scan-plan';
import type { ScanWindow } from '../scan/windows';
import type { AnalysisRequest, TraceReading } from '../trace-reading';
import { CompiledAnalyser } from './compiled-analyser';
import { CompiledScan, type ScanTask } from './compiled-scan';
import { newSlot } from './compiled-windows';
import { coreModule } from './core-instance';
import { type Core, createCore } from './core-memory';
import { putPlan } from './core-plan';

/** One pass over a range by the compiled core: what scans windows, alone or on several threads, and what analyses them in order. */
export class CompiledPass {
  readonly module = coreModule();
  readonly core: Core;
  readonly windows: readonly ScanWindow[];
  /** Addresses of the slots. */
  readonly slots: readonly number[];
  readonly task: Omit<ScanTask, 'files'>;
  readonly scan: CompiledScan;
  readonly #analyser: CompiledAnalyser;
  readonly #checkpoints: CheckpointOffers;

  /**
   * @param plan must be compilable
   * @param slotCount windows that can be scanned and not yet analysed
   * @throws ReadError `too-large` where the memory of the pass is used up; also all methods
   */
  constructor(
    reading: TraceReading,
    plan: ScanPlan,
    request: AnalysisRequest,
    slotCount: number,
    options?: PassOptions,
  ) {
    this.core = createCore(this.module);
    const pass = passOf(reading, plan, request, options);
    this.windows = pass.windows;
    const { bins } = pass.request;
    this.task = { plan, corePlan: putPlan(this.core, plan), bins, isFull: true };
    this.slots = Array.from({ length: slotCount }, () => newSlot(this.core, plan, bins));
    this.scan = new CompiledScan(this.core, { ...this.task, files: reading.streams.map(({ bytes }) => bytes) });
    this.#analyser = new CompiledAnalyser(this.core, reading, plan, pass.request, pass.picture);
    this.#checkpoints = new CheckpointOffers(plan.packets.contentBytes, pass.request.range.toNs, options?.onCheckpoint);
    if (options?.checkpoint) this.#analyser.restore(options.checkpoint);
  }

  /** Analyses a window after those before it. @param slot in which the window was scanned */
  consume(window: ScanWindow, slot: number): void {
    this.#analyser.consume(window, slot);
    this.#checkpoints.after(window, (atNs) => this.checkpoint(atNs));
  }

  /** What is open after the windows so far. @param atNs the begin of the next window */
  checkpoint(atNs: number): Checkpoint {
    return this.#analyser.checkpoint(atNs);
  }

  /** Ends the range. Nothing can be consumed afterwards. */
  finish(): Analysis {
    return this.#analyser.finish();
  }
}

/**
 * Reads a range of a trace with the compiled core on this thread.
 * @throws ReadError `cancelled` after the signal, `too-large`, and where a stream file cannot be read
 * @public Part of the interface of the reader, for callers without threads.
 */
export async function analyseOnThread(
  reading: TraceReading,
  request: AnalysisRequest,
  options?: PassOptions,
): Promise<Analysis> {
  const pass = new CompiledPass(reading, buildScanPlan(reading), request, 1, options);
  const [slot = 0] = pass.slots;
  for (const [index, window] of pass.windows.entries()) {
    expectNotCancelled(request.signal);
    pass.scan.scan(window, slot);
    pass.consume(window, slot);
    request.onProgress?.((index + 1) / pass.windows.length);
    // Lets signals and other work in.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return pass.finish();
}
