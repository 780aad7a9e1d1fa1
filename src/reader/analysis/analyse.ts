import { pictureOf } from '../picture/picture-of';
import { PictureSink } from '../picture/picture-sink';
import { buildScanPlan } from '../scan/plan/build-plan';
import { WindowScanner } from '../scan/window-scanner';
import type { AnalysisRequest, TraceReading } from '../trace-reading';
import type { Analysis } from './analysis';
import { AnalysisRun } from './analysis-run';
import { type PassOptions, passOf } from './pass';

/**
 * Reads a range of a trace on this thread. Threads that the request does not select are not in checkpoints. This is the reference of the compiled core.
 * @throws ReadError `cancelled` after the signal, and where a stream file cannot be read
 */
export async function analyse(
  reading: TraceReading,
  request: AnalysisRequest,
  options: PassOptions = {},
): Promise<Analysis> {
  const plan = buildScanPlan(reading);
  const pass = passOf(reading, plan, request, options);
  const sink = pass.picture && new PictureSink(pass.picture);
  const scanner = new WindowScanner(reading, plan, pass.request.bins);
  const run = new AnalysisRun({ reading, plan, pass, scanner, sink }, request, options);
  for (const window of pass.windows) await run.consume(window);
  const analysis = run.analyser.finish();
  if (pass.picture && sink) {
    const { functions, registry } = run.analyser;
    const { eventClasses } = reading;
    const drawn = { ...sink.finish(), threads: registry.threads, functions, eventClasses };
    pass.picture.request.onPicture(pictureOf(pass.picture, drawn));
  }
  return analysis;
}
