import type { TimeRange, TraceReading } from '../../trace-reading';
import type { LossRow, MemoryRow } from '../analysis';
import type { DurationTable } from '../duration-table';
import type { AnalysedThread } from '../threads/analysed-thread';

/** The tables of a finished pass, in the order in which things were met. */
export interface RawAnalysis {
  range: TimeRange;
  eventCounts: Float64Array;
  bins: number;
  density: Uint32Array;
  threads: readonly AnalysedThread[];
  functions: FunctionColumns;
  records: RecordTables;
  eventClasses: TraceReading['eventClasses'];
  losses: readonly LossRow[];
  memory: readonly MemoryRow[];
}

/** Functions by process and address. */
export interface FunctionColumns {
  process: ArrayLike<number>;
  /** Index into `addresses`. */
  address: ArrayLike<number>;
  addresses: ArrayLike<bigint>;
}

/** What the records of a range say; made in TypeScript or by the compiled core. */
export interface RecordTables {
  calls: {
    tree: CallNodes;
    /** By function. */
    durations: DurationTable;
    /** Calls that were cut, by function. Rows at the end may be missing. */
    cut: ArrayLike<number>;
    exitsWithoutEntry: number;
  };
  syscalls: { rows: readonly SyscallCounts[]; durations: DurationTable };
}

/** Nodes of the call tree, a column per fact, see CallTreeBuilder. */
export interface CallNodes {
  count: number;
  parent: ArrayLike<number>;
  address: ArrayLike<number>;
  function: ArrayLike<number>;
  calls: ArrayLike<number>;
  totalNs: ArrayLike<number>;
  selfNs: ArrayLike<number>;
}

/** A system call of one thread. */
export interface SyscallCounts {
  thread: number;
  /** Class of its entry. */
  eventClass: number;
  failed: number;
  cut: number;
}
