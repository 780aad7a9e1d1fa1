import { blockedStates } from '../analysis/kernel/thread-state-rules';
import type { LossTimes } from '../analysis/losses';
import type { FunctionColumns, RecordTables } from '../analysis/result/raw-analysis';
import type { AnalysedThread } from '../analysis/threads/analysed-thread';
import type { DrawnSpans } from '../picture/picture-of';
import type { PictureOrder } from '../picture/picture-order';
import { CompiledPicture } from './compiled-picture';
import { CompiledStates } from './compiled-states';
import { readTables, readThreads } from './compiled-tables';
import { type Core, expectDone, needed, secret } from './core-memory';

/** Analyses the records of slots in the compiled core, as RecordAnalysis does in TypeScript. */
export class CompiledRecords {
  readonly #analysis: number;
  readonly #picture: CompiledPicture | null;
  /** By recording: address and number of the times of its losses. */
  readonly #losses = new Map<number, { address: number; count: number }>();
  #threads = 0;
  /** Memory for the threads of a window. */
  #window = 0;
  #windowThreads = 0;

  /** @param syscallNames name of the system call of each event class; empty for other events */
  constructor(
    private readonly core: Core,
    syscallNames: readonly string[],
    private readonly losses: LossTimes,
    picture: PictureOrder | null,
  ) {
    const states = blockedStates(syscallNames);
    const blockedIn = needed(core.exports.reserve(Math.max(1, states.length)));
    new Uint8Array(core.memory.buffer, blockedIn, states.length).set(states);
    this.#analysis = needed(core.exports.createAnalysis(blockedIn, secret()));
    this.#picture = picture && new CompiledPicture(core, this.#analysis, picture);
  }

  /**
   * Consumes the records of a slot.
   * @param threads by their indexes in the slot
   * @throws ReadError `too-large` where the memory of the pass is used up; also other methods
   */
  consume(slot: number, threads: readonly AnalysedThread[], hasFilter: boolean): void {
    const { exports, memory } = this.core;
    if (this.#windowThreads < threads.length) {
      this.#windowThreads = 2 * threads.length;
      this.#window = needed(exports.reserve(4 * this.#windowThreads));
    }
    const indexes = new Uint32Array(memory.buffer, this.#window, threads.length);
    for (const [n, thread] of threads.entries()) {
      indexes[n] = thread.index;
      this.#provide(thread);
      if (hasFilter) exports.selectThread(this.#analysis, thread.index, thread.isSelected ? 1 : 0);
    }
    expectDone(exports.analyseSlot(this.#analysis, slot, this.#window));
    this.#picture?.take();
  }

  restart(fromNs: number): void {
    expectDone(this.core.exports.restartAnalysis(this.#analysis, fromNs));
  }

  /** Ends the range, and tells the threads what their records say. */
  finish(
    threads: readonly AnalysedThread[],
    toNs: number,
  ): { functions: FunctionColumns; records: RecordTables; drawn: DrawnSpans | null } {
    const { exports, memory } = this.core;
    const lastNs = needed(exports.reserve(8 * Math.max(1, threads.length)));
    new Float64Array(memory.buffer, lastNs, threads.length).set(threads.map((thread) => thread.lastNs));
    this.#picture?.end(threads);
    expectDone(exports.finishAnalysis(this.#analysis, toNs, lastNs));
    readThreads(this.core, this.#analysis, threads);
    return { ...readTables(this.core, this.#analysis), drawn: this.#picture?.finish() ?? null };
  }

  /** What is open after the slots so far. */
  states(): CompiledStates {
    return new CompiledStates(this.core, this.#analysis, (thread) => this.#provide(thread));
  }

  /** Adds a new thread. Threads get their indexes in the order in which they are met, so a new one is the next. */
  #provide(thread: AnalysedThread): void {
    if (thread.index !== this.#threads) return;
    const { address, count } = this.#lossesOf(thread.group);
    const { process, tid } = thread;
    needed(this.core.exports.addThread(this.#analysis, process, tid, address, count));
    this.#threads++;
    this.#picture?.provide(thread);
  }

  #lossesOf(group: number): { address: number; count: number } {
    const known = this.#losses.get(group);
    if (known) return known;
    const times = this.losses.timesOf(group);
    const address = needed(this.core.exports.reserve(8 * Math.max(1, times.length)));
    new Float64Array(this.core.memory.buffer, address, times.length).set(times);
    const put = { address, count: times.length };
    this.#losses.set(group, put);
    return put;
  }
}
