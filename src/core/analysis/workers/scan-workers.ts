import type { Worker } from 'node:worker_threads';
import { AppError } from '@shared/model/app-error';
import { provideReady, takeThread } from './ready-threads';
import type { ScanOrders, ScanReport } from './scan-orders';
import { errorOf } from './worker-failure';

/** The threads that scan beside the thread that analyses. */
export class ScanWorkers {
  readonly #workers: Worker[];
  /** Workers that neither finished nor failed. */
  readonly #busy = new Set<Worker>();
  #failure: Error | undefined;
  #wake: () => void = () => undefined;

  /** @param count 0 for none: the caller scans alone */
  constructor(count: number, orders: ScanOrders) {
    this.#workers = Array.from({ length: count }, () => this.#begin(orders));
  }

  /** Number of workers that still scan. */
  get busy(): number {
    return this.#busy.size;
  }

  /** @throws the first error of a worker, also one that ended without a reason */
  check(): void {
    if (this.#failure) throw this.#failure;
  }

  /** Waits until a worker reports something. Resolves at once if no worker is busy. */
  async nextReport(): Promise<void> {
    if (this.#failure || this.#busy.size === 0) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  /** After the last window: the threads end on their own. */
  release(): void {
    for (const worker of this.#workers) worker.unref();
    provideReady();
  }

  /** Ends all threads. The queue must be stopped, so that none waits. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
    provideReady();
  }

  #begin(orders: ScanOrders): Worker {
    const worker = takeThread();
    this.#busy.add(worker);
    worker.on('message', (report: ScanReport) => {
      if (report.kind === 'failed') this.#failure ??= errorOf(report.failure);
      if (report.kind !== 'scanned') this.#busy.delete(worker);
      this.#wake();
    });
    worker.on('error', (error) => this.#died(worker, error));
    worker.on('exit', (code) => this.#died(worker, new Error(`exit code ${code}`)));
    worker.postMessage(orders);
    return worker;
  }

  /** A worker that reported its end may exit. */
  #died(worker: Worker, cause: Error): void {
    if (this.#busy.delete(worker))
      this.#failure ??= new AppError('bug', 'A thread that read the trace ended unexpectedly.', {
        hint: 'Run the command again. If it fails again, report the trace and this message.',
        cause,
      });
    this.#wake();
  }
}
