import type { Analyser } from '../analysis/analyser';
import type { Analysis } from '../analysis/analysis';
import { AnalysisRun } from '../analysis/analysis-run';
import { type PassOptions, passOf } from '../analysis/pass';
import { SpanLog } from '../analysis/spans/span-log';
import type { SpanSink } from '../analysis/spans/span-sink';
import { buildScanPlan } from '../scan/plan/build-plan';
import type { AnalysisRequest, SpanBatch, TraceReading } from '../trace-reading';
import { windowScanner } from './window-scanner';

/**
 * Yields the spans of a range window by window; open calls come last. The tables of the analyser grow meanwhile.
 * @public Part of the interface of the reader, for timelines.
 */
export async function* readSpans(
  reading: TraceReading,
  request: AnalysisRequest,
  options: PassOptions = {},
): AsyncGenerator<{ batch: SpanBatch; analyser: Analyser }> {
  const plan = buildScanPlan(reading);
  const pass = passOf(reading, plan, request, options);
  const log = new SpanLog();
  const scanner = windowScanner(reading, plan, pass.request.bins);
  const run = new AnalysisRun({ reading, plan, pass, scanner, sink: log }, request, options);
  const { analyser } = run;
  for (const window of pass.windows) {
    await run.consume(window);
    if (window.isCounted) yield { batch: log.take({ fromNs: window.fromNs, toNs: window.toNs }), analyser };
  }
  analyser.finish();
  yield { batch: log.take(pass.request.range), analyser };
}

/** Gets the spans of a range, and what their indexes refer to. */
export interface SpanFollower extends SpanSink {
  /** Is called once, before the first span. The tables grow. */
  begin(tables: Pick<Analyser, 'functions' | 'registry'>): void;
  /** Whether it needs no more spans; reading then ends after the window. */
  readonly isDone: boolean;
}

/**
 * Reads the spans of a range into a follower.
 * @returns the analysis of the range; null if the follower was done before its end
 * @throws ReadError as `analyse` does
 */
export async function followSpans(
  reading: TraceReading,
  request: AnalysisRequest,
  follower: SpanFollower,
  options: PassOptions = {},
): Promise<Analysis | null> {
  const plan = buildScanPlan(reading);
  const pass = passOf(reading, plan, request, options);
  const scanner = windowScanner(reading, plan, pass.request.bins);
  const run = new AnalysisRun({ reading, plan, pass, scanner, sink: follower }, request, options);
  follower.begin(run.analyser);
  for (const window of pass.windows) {
    await run.consume(window);
    if (follower.isDone) return null;
  }
  return run.analyser.finish();
}
