import { addressOf, inTimeOrder } from '@reader/scan/allocations';
import type { Allocations } from '@reader/scan/scan-result';

/** Blocks that are in use. A trace with more has no counter of memory from there on. */
const MOST_BLOCKS = 2_000_000;

/**
 * Memory in use by process, of the allocations that the trace has: what was allocated before the recording is not known, and its
 * release is ignored.
 */
export class MemoryInUse {
  readonly #processes = new Map<number, { blocks: Map<number, number>; bytes: number; isNew: boolean }>();
  #blocks = 0;
  #isFull = false;

  /** @param processOf process of a row of the window's threads */
  add(allocations: Allocations, processOf: (thread: number) => number, onChange: (timeNs: number) => void): void {
    const { timeNs, thread, bytes } = allocations;
    for (const index of inTimeOrder(allocations)) {
      if (this.#isFull) return;
      onChange(timeNs[index] ?? 0);
      this.#change(processOf(thread[index] ?? 0), addressOf(allocations, index), bytes[index] ?? -1);
    }
  }

  /** Processes whose memory changed since the last call, with the bytes in use. */
  *changed(): Generator<[process: number, bytes: number]> {
    for (const [process, state] of this.#processes) {
      if (!state.isNew) continue;
      state.isNew = false;
      yield [process, state.bytes];
    }
  }

  /** @param size -1 for a release */
  #change(process: number, address: number, size: number): void {
    let state = this.#processes.get(process);
    if (!state) {
      state = { blocks: new Map(), bytes: 0, isNew: false };
      this.#processes.set(process, state);
    }
    const before = state.blocks.get(address);
    if (before !== undefined) {
      state.blocks.delete(address);
      state.bytes -= before;
      this.#blocks -= 1;
    }
    if (size >= 0 && address !== 0) {
      state.blocks.set(address, size);
      state.bytes += size;
      this.#blocks += 1;
      this.#isFull = this.#blocks > MOST_BLOCKS;
    }
    state.isNew = true;
  }
}
