import { analyse } from '@reader/analysis/analyse';
import type { Analysis } from '@reader/analysis/analysis';
import type { PassOptions } from '@reader/analysis/pass';
import { CompiledPass } from '@reader/compiled/compiled-pass';
import { isCompilable } from '@reader/compiled/compiled-scan';
import { expectNotCancelled } from '@reader/read-error';
import { buildScanPlan } from '@reader/scan/plan/build-plan';
import type { AnalysisRequest, TraceReading } from '@reader/trace-reading';
import type { StreamFile } from '../files/open-files';
import { threadsOfPass } from './ready-threads';
import { ScanWorkers } from './scan-workers';
import { createQueueBlock, WindowQueue } from './window-queue';

/** Each worker needs time to start, so it gets at least so many windows. */
const WINDOWS_PER_WORKER = 4;
/** This thread answers signals and messages so often, in milliseconds, plus the time for one window. */
const ANSWER_EVERY_MS = 20;

export interface AnalysisThreads extends PassOptions {
  /** Of all threads, this one included; default: as many as there are processors, at most 8. */
  threads?: number;
}

/**
 * Reads a range of a trace with the compiled core, on this thread and on workers beside it. The answer does not depend on the number
 * of threads. Streams that the core cannot read are read in TypeScript, on this thread.
 * @param files by stream file, in the order of `reading.streams`; workers open them again
 * @throws ReadError `cancelled`, `too-large`, `damaged`; AppError where a file cannot be read, or `bug` for a worker that died
 */
export async function analyseOnThreads(
  reading: TraceReading,
  files: readonly StreamFile[],
  request: AnalysisRequest,
  options: AnalysisThreads = {},
): Promise<Analysis> {
  const plan = buildScanPlan(reading);
  if (!isCompilable(plan)) return analyse(reading, request, options);
  const most = threadsOfPass(options.threads);
  // As many slots as threads, and one for a window that waits for its turn.
  const pass = new CompiledPass(reading, plan, request, most === 1 ? 1 : most + 1, options);
  const { windows, slots, module, task } = pass;
  const queue = new WindowQueue(createQueueBlock(slots.length), windows.length);
  const { memory } = pass.core;
  const count = Math.min(most - 1, Math.floor(windows.length / WINDOWS_PER_WORKER));
  const workers = new ScanWorkers(count, { module, memory, queueBlock: queue.block, windows, slots, files, task });
  try {
    await workThrough(pass, queue, workers, request);
    workers.release();
    return pass.finish();
  } catch (error) {
    queue.stop();
    await workers.close();
    throw error;
  }
}

/** Analyses windows in order as soon as they are scanned, and scans meanwhile. */
async function workThrough(
  pass: CompiledPass,
  queue: WindowQueue,
  workers: ScanWorkers,
  { signal, onProgress }: AnalysisRequest,
): Promise<void> {
  const { windows, slots, scan } = pass;
  let answeredAt = performance.now();
  while (queue.analysed < windows.length) {
    expectNotCancelled(signal);
    workers.check();
    const ready = queue.ready();
    const claimed = ready === undefined ? queue.claim() : undefined;
    if (ready !== undefined) {
      pass.consume(windows[ready] as CompiledPass['windows'][number], slots[queue.slotOf(ready)] as number);
      queue.release();
      onProgress?.((ready + 1) / windows.length);
    } else if (claimed !== undefined) {
      scan.scan(windows[claimed] as CompiledPass['windows'][number], slots[queue.slotOf(claimed)] as number);
      queue.publish(claimed);
    } else await workers.nextReport();
    if (performance.now() - answeredAt < ANSWER_EVERY_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    answeredAt = performance.now();
  }
}
