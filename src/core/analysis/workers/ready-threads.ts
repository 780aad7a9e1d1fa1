import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { scanWorkerPath } from 'virtual:scan-worker';

/** More threads than this wait for the one that analyses. */
const MOST_THREADS = 8;

/** Threads of a pass, the one that analyses included: as many as are wanted, by default as there are processors, at most 8. */
export const threadsOfPass = (wanted = availableParallelism()): number => Math.min(MOST_THREADS, wanted);

/** Threads that have started and wait for the orders of a pass, and what forgets one that ends before. */
const ready = new Map<Worker, () => void>();
let kept = 0;

/**
 * Keeps threads ready for the next pass of this process, now and after each pass. A thread needs 20 to 30 ms to start, which is a
 * fifth of a pass over 200 MB. Ready threads do not keep the process alive. A process that reads a trace once needs none.
 * @param count 0 for none any more; by default as many as a pass uses
 */
export function keepThreadsReady(count = threadsOfPass() - 1): void {
  kept = count;
  while (ready.size > kept) void takeThread().terminate();
  provideReady();
}

/** Starts the ready threads that are missing. */
export function provideReady(): void {
  while (ready.size < kept) {
    const worker = new Worker(scanWorkerPath);
    worker.unref();
    const forget = (): void => void ready.delete(worker);
    worker.once('error', forget).once('exit', forget);
    ready.set(worker, forget);
  }
}

/** A thread that waits for its orders: a ready one, or a new one. */
export function takeThread(): Worker {
  for (const [worker, forget] of ready) {
    ready.delete(worker);
    worker.ref();
    return worker.off('error', forget).off('exit', forget);
  }
  return new Worker(scanWorkerPath);
}
