import { join } from 'node:path';
import { type UtilityProcess, utilityProcess } from 'electron';
import type { TraceViewOrders } from './trace-view-orders';

const PROGRAM = join(import.meta.dirname, 'trace-view.js');
/** It has some 40 MB, so it does not wait for longer than a user looks at one trace of the list. */
const UNUSED_MS = 120_000;

/** Starts the program that reads one trace. It waits for its orders. */
const start = (): UtilityProcess => utilityProcess.fork(PROGRAM, [], { serviceName: 'Containers Trace: trace' });

/**
 * A process that is started before a trace is opened, because the start takes longer than everything that is needed for the first
 * picture. There is at most one.
 */
export class SpareProcess {
  #process: UtilityProcess | undefined;
  #unused: NodeJS.Timeout | undefined;

  /** Starts it if there is none. It ends if no trace is opened soon. @param orders of the trace that will perhaps be opened */
  prepare(orders: TraceViewOrders): void {
    clearTimeout(this.#unused);
    this.#unused = setTimeout(() => this.end(), UNUSED_MS);
    if (this.#process) return;
    const started = start();
    this.#process = started;
    started.postMessage(orders);
    started.once('exit', () => {
      if (this.#process === started) this.#process = undefined;
    });
  }

  /** The one that was prepared, else a new one. */
  take(): UtilityProcess {
    clearTimeout(this.#unused);
    const taken = this.#process ?? start();
    this.#process = undefined;
    return taken;
  }

  end(): void {
    clearTimeout(this.#unused);
    this.#process?.kill();
    this.#process = undefined;
  }
}
