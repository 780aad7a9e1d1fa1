import { windowScanner } from '@reader/compiled/window-scanner';
import { noteWarnings } from '@reader/packets/note-warnings';
import { buildScanPlan } from '@reader/scan/plan/build-plan';
import type { ScanPlan } from '@reader/scan/plan/scan-plan';
import type { NamespaceEpoch } from '@reader/scan/records';
import type { DensityBins, ScanResult } from '@reader/scan/scan-result';
import { cutWindows, type ScanWindow, WINDOW_BYTES } from '@reader/scan/windows';
import type { TimeRange, TraceReading } from '@reader/trace-reading';

/** Bins of the counters. */
const BINS = 1000;

export interface ScannedWindow {
  window: ScanWindow;
  result: ScanResult;
  /** The share of the windows that were read, 0 to 1. */
  share: number;
}

/** Reads a trace in windows, from its begin, since calls and states of the range can begin before it. */
export class WindowSource {
  readonly bins: DensityBins;
  readonly #plan: ScanPlan;
  readonly #windows: readonly ScanWindow[];

  constructor(
    private readonly reading: TraceReading,
    range: TimeRange,
    epochs: readonly NamespaceEpoch[],
  ) {
    this.#plan = buildScanPlan(reading);
    const widthNs = Math.max(1, Math.ceil((range.toNs - range.fromNs) / BINS));
    this.bins = { fromNs: range.fromNs, widthNs, count: BINS };
    this.#windows = cutWindows(this.#plan.packets, {
      startNs: 0,
      ...range,
      windowBytes: WINDOW_BYTES,
      cutsNs: epochs.map(({ fromNs }) => fromNs),
    });
  }

  /** The windows in the order of time. Other work of this process runs between them. @throws ReadError, AbortError */
  async *scan(signal: AbortSignal): AsyncGenerator<ScannedWindow> {
    const scanner = windowScanner(this.reading, this.#plan, this.bins);
    for (const [index, window] of this.#windows.entries()) {
      await new Promise(setImmediate);
      signal.throwIfAborted();
      const result = scanner.scan(window);
      noteWarnings(this.reading, result.warnings);
      yield { window, result, share: (index + 1) / this.#windows.length };
    }
  }
}
