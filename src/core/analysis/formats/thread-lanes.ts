import type { ExportSource, TimelineBatch } from './export-source';
import type { WritingContext } from './format-writer';
import { Spill, type SpilledRecords } from './spill';
import { type EntryHandlers, handleEntry } from './timeline-entries';

/** What a lane is about. Each thread has one of each. */
export const LANE = { calls: 0, syscalls: 1, states: 2 } as const;
type LaneKind = keyof typeof LANE;
const LANES = Object.keys(LANE).length;

/** Kinds of records in the lanes. A word has the kind in its lower 3 bits, and the operand in the upper 29. */
export const RECORDED = {
  /** Operand: function, system call or state. */
  begin: 0,
  /** Operand: 0, or a `SYSCALL_END`. */
  end: 1,
  /** As `begin` for a call that began before. */
  resumed: 2,
  cut: 3,
  /** Operand: the waking thread. Comes before `begin` of the new state. */
  wake: 4,
} as const;

export const kindOf = (word: number): number => word & 7;
export const operandOf = (word: number): number => word >>> 3;

/** The timeline grouped by thread. */
export class ThreadLanes {
  private constructor(private readonly spill: Spill) {}

  /**
   * Reads the whole timeline. @param onBatch gets each batch too, for what is not of one thread
   * @throws ReadError, and the system's errors
   */
  static async fill(
    source: ExportSource,
    { signal, spillPath, onShare }: WritingContext,
    kinds: readonly LaneKind[],
    onBatch?: (batch: TimelineBatch) => void,
  ): Promise<ThreadLanes> {
    const spill = await Spill.create(spillPath);
    try {
      const handlers = handlersInto(spill, new Set(kinds));
      for await (const batch of source.timeline(signal)) {
        for (let index = 0; index < batch.count; index += 1) {
          handleEntry(batch, index, handlers);
          if (spill.isFull) await spill.flush();
        }
        onBatch?.(batch);
        onShare(batch.share / 2);
      }
      await spill.flush();
      return new ThreadLanes(spill);
    } catch (error) {
      await spill.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.spill.close();
  }

  /** Threads that have a record, in the order of the source's table. */
  threads(): number[] {
    return [...new Set(this.spill.lanes().map((lane) => Math.floor(lane / LANES)))];
  }

  countOf(thread: number, kind: LaneKind): number {
    return this.spill.countOf(thread * LANES + LANE[kind]);
  }

  read(thread: number, kind: LaneKind): AsyncGenerator<SpilledRecords> {
    return this.spill.read(thread * LANES + LANE[kind]);
  }
}

function handlersInto(spill: Spill, kinds: ReadonlySet<LaneKind>): EntryHandlers {
  const add = (thread: number, lane: LaneKind, timeNs: number, kind: number, operand: number): void => {
    if (kinds.has(lane)) spill.add(thread * LANES + LANE[lane], timeNs, (operand << 3) | kind);
  };
  return {
    callBegin: (timeNs, thread, index, isResumed) =>
      add(thread, 'calls', timeNs, isResumed ? RECORDED.resumed : RECORDED.begin, index),
    callEnd: (timeNs, thread, isCut) => add(thread, 'calls', timeNs, isCut ? RECORDED.cut : RECORDED.end, 0),
    syscallBegin: (timeNs, thread, syscall) => add(thread, 'syscalls', timeNs, RECORDED.begin, syscall),
    syscallEnd: (timeNs, thread, end) => add(thread, 'syscalls', timeNs, RECORDED.end, end),
    state: (timeNs, thread, state) => add(thread, 'states', timeNs, RECORDED.begin, state),
    wake: (timeNs, thread, waker) => add(thread, 'states', timeNs, RECORDED.wake, waker),
  };
}
