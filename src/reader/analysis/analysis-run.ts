import { expectNotCancelled } from '../read-error';
import type { ScanPlan } from '../scan/plan/scan-plan';
import type { ScanResult } from '../scan/scan-result';
import type { ScanWindow } from '../scan/windows';
import type { AnalysisRequest, TraceReading } from '../trace-reading';
import { Analyser } from './analyser';
import { CheckpointOffers } from './checkpoint/offer-checkpoints';
import type { Pass, PassOptions } from './pass';
import type { SpanSink } from './spans/span-sink';

interface RunParts {
  reading: TraceReading;
  plan: ScanPlan;
  pass: Pass;
  /** In TypeScript or compiled; both have the same results. */
  scanner: { scan(window: ScanWindow): ScanResult };
  sink: SpanSink | null;
}

/** One pass over the windows of a range, whose records are analysed in TypeScript. */
export class AnalysisRun {
  readonly analyser: Analyser;
  readonly #checkpoints: CheckpointOffers;
  #done = 0;

  constructor(
    private readonly parts: RunParts,
    private readonly request: AnalysisRequest,
    options: PassOptions,
  ) {
    const { reading, plan, pass, sink } = parts;
    const { range } = pass.request;
    this.analyser = new Analyser(reading, pass.request, sink);
    this.#checkpoints = new CheckpointOffers(plan.packets.contentBytes, range.toNs, options.onCheckpoint);
    if (options.checkpoint) this.analyser.restore(options.checkpoint);
  }

  async consume(window: ScanWindow): Promise<void> {
    expectNotCancelled(this.request.signal);
    this.analyser.consume(window, this.parts.scanner.scan(window));
    this.#done++;
    this.#checkpoints.after(window, (atNs) => this.analyser.checkpoint(atNs));
    this.request.onProgress?.(this.#done / this.parts.pass.windows.length);
    // Lets signals and other work in.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}
