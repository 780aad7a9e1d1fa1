import { addressOf, inTimeOrder } from '../scan/allocations';
import { type Allocations, binOf, type DensityBins } from '../scan/scan-result';
import type { MemoryRow } from './analysis';
import type { AnalysedThread } from './threads/analysed-thread';

/** Allocations in use at a time, over all processes. More are not followed. */
const MAX_IN_USE = 2 ** 22;

/** Follows the allocations of each process. Windows come in the order of time. */
export class MemoryInUse {
  readonly #processes = new Map<number, ProcessMemory>();
  #inUse = 0;

  constructor(private readonly bins: DensityBins) {}

  consume(allocations: Allocations, threads: readonly AnalysedThread[]): void {
    for (const index of inTimeOrder(allocations)) {
      const thread = threads[allocations.thread[index] as number];
      if (!thread?.isSelected) continue;
      const timeNs = allocations.timeNs[index] as number;
      this.#add(thread.process, timeNs, addressOf(allocations, index), allocations.bytes[index] as number);
    }
  }

  /** @returns rows whose `process` is that of the threads */
  rows(): MemoryRow[] {
    return [...this.#processes].map(([process, memory]) => ({ process, ...memory.finish() }));
  }

  #add(process: number, timeNs: number, address: number, bytes: number): void {
    let memory = this.#processes.get(process);
    if (!memory) {
      memory = new ProcessMemory(this.bins.count);
      this.#processes.set(process, memory);
    }
    memory.moveTo(binOf(this.bins, timeNs));
    this.#inUse += bytes < 0 ? memory.release(address) : memory.allocate(address, bytes, this.#inUse < MAX_IN_USE);
  }
}

class ProcessMemory {
  readonly #sizes = new Map<number, number>();
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  #bytes = 0;
  #bin = 0;
  #allocations = 0;
  #releases = 0;
  #unknown = 0;
  #isComplete = true;

  constructor(bins: number) {
    this.#least = new Float64Array(bins);
    this.#most = new Float64Array(bins);
  }

  /** Bins without an event have what the last event left. */
  moveTo(bin: number): void {
    while (this.#bin < bin) {
      this.#bin++;
      this.#least[this.#bin] = this.#bytes;
      this.#most[this.#bin] = this.#bytes;
    }
  }

  /** @returns how the number of allocations in use changed */
  allocate(address: number, bytes: number, hasRoom: boolean): number {
    this.#allocations++;
    const before = this.#sizes.get(address);
    if (before === undefined && !hasRoom) {
      this.#isComplete = false;
      return 0;
    }
    // An allocation at an address in use: its release was not recorded.
    this.#sizes.set(address, bytes);
    this.#change(bytes - (before ?? 0));
    return before === undefined ? 1 : 0;
  }

  release(address: number): number {
    this.#releases++;
    const bytes = this.#sizes.get(address);
    if (bytes === undefined) {
      this.#unknown++;
      return 0;
    }
    this.#sizes.delete(address);
    this.#change(-bytes);
    return -1;
  }

  finish(): Omit<MemoryRow, 'process'> {
    this.moveTo(this.#least.length - 1);
    return {
      allocations: this.#allocations,
      releases: this.#releases,
      releasesWithoutAllocation: this.#unknown,
      leastBytes: this.#least,
      mostBytes: this.#most,
      isComplete: this.#isComplete,
    };
  }

  #change(bytes: number): void {
    this.#bytes += bytes;
    const bin = this.#bin;
    this.#least[bin] = Math.min(this.#least[bin] as number, this.#bytes);
    this.#most[bin] = Math.max(this.#most[bin] as number, this.#bytes);
  }
}
