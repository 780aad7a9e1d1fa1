/**
 * The windows of a pass between the threads that scan them. One thread analyses the windows in order. At most `slots` windows are
 * scanned and not yet analysed, which bounds the memory of a pass.
 */

/** Cells of the shared block. The cells from `ready` on: by slot, 1 + the number of the window that is scanned there. */
const CELL = { next: 0, analysed: 1, stopped: 2, changes: 3, ready: 4 } as const;

export class WindowQueue {
  private readonly cells: Int32Array;
  private readonly slots: number;

  /** @param block from `createQueueBlock`, shared by all threads of the pass */
  constructor(
    readonly block: SharedArrayBuffer,
    readonly windows: number,
  ) {
    this.cells = new Int32Array(block);
    this.slots = this.cells.length - CELL.ready;
  }

  /** Whether nobody needs more of this pass: it ended, failed or was cancelled. */
  get isStopped(): boolean {
    return Atomics.load(this.cells, CELL.stopped) !== 0;
  }

  /** Number of windows whose records are analysed. */
  get analysed(): number {
    return Atomics.load(this.cells, CELL.analysed);
  }

  slotOf(window: number): number {
    return window % this.slots;
  }

  /** A window to scan, which no other thread gets; undefined if none is left or no slot is free. */
  claim(): number | undefined {
    for (;;) {
      const window = Atomics.load(this.cells, CELL.next);
      if (window >= this.windows || window >= this.analysed + this.slots) return undefined;
      if (Atomics.compareExchange(this.cells, CELL.next, window, window + 1) === window) return window;
    }
  }

  /** The window of `claim` is scanned. */
  publish(window: number): void {
    Atomics.store(this.cells, CELL.ready + this.slotOf(window), window + 1);
  }

  /** The next window to analyse; undefined if it is not scanned yet. */
  ready(): number | undefined {
    const window = this.analysed;
    return Atomics.load(this.cells, CELL.ready + this.slotOf(window)) === window + 1 ? window : undefined;
  }

  /** The window of `ready` is analysed, and its slot is free. */
  release(): void {
    Atomics.add(this.cells, CELL.analysed, 1);
    this.#change();
  }

  /** Ends the pass for all threads. */
  stop(): void {
    Atomics.store(this.cells, CELL.stopped, 1);
    this.#change();
  }

  /**
   * Blocks a thread that only scans until a slot is free. The thread ends if the pass is stopped or no window is left.
   * @returns a window of `claim`
   */
  waitForWindow(): number | undefined {
    while (!this.isStopped) {
      const changes = Atomics.load(this.cells, CELL.changes);
      const window = this.claim();
      if (window !== undefined) return window;
      if (Atomics.load(this.cells, CELL.next) >= this.windows) return undefined;
      // Returns at once if something changed since `changes` was read.
      if (!this.isStopped) Atomics.wait(this.cells, CELL.changes, changes);
    }
    return undefined;
  }

  #change(): void {
    Atomics.add(this.cells, CELL.changes, 1);
    Atomics.notify(this.cells, CELL.changes);
  }
}

/** @param slots at least 1 */
export function createQueueBlock(slots: number): SharedArrayBuffer {
  return new SharedArrayBuffer((CELL.ready + slots) * Int32Array.BYTES_PER_ELEMENT);
}
