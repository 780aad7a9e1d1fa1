import type { BlockedCause } from '../analysis/blocked-cause';
import type { FunctionKey } from './picture';

/** Number of calls by duration. `fromNs[i]` to `fromNs[i + 1]`; the last one ends with `toNs`. */
export interface DurationHistogram {
  fromNs: readonly number[];
  toNs: number;
  counts: readonly number[];
  p50Ns: number;
  p90Ns: number;
  p99Ns: number;
}

/** One wait of a thread. */
export interface Wait {
  cause: BlockedCause;
  /** The system call in progress; null if there was none or they were not recorded. */
  syscall: string | null;
  fromNs: number;
  durationNs: number;
  /** Row of the thread that ended it; null if it is not known, or was an interrupt. */
  wokenBy: number | null;
}

/** One call, or one system call, of a thread, as a tooltip shows it. */
export interface CallSummary {
  row: number;
  kind: 'call' | 'syscall';
  depth: number;
  name: string;
  /** Null for a system call. */
  function: FunctionKey | null;
  beginNs: number;
  endNs: number;
  isBeginKnown: boolean;
  isEndKnown: boolean;
  /** Null for a system call. */
  selfNs: number | null;
  /** Name of the calling function; null if it is not known. */
  caller: string | null;
  /** Null if the thread's scheduling was not recorded. */
  states: { runningNs: number; waitingNs: number; blockedNs: number } | null;
}

/** The same with its place among the calls of its function, and what it waited for. */
export interface CallDetail extends CallSummary {
  /** Position by duration among all complete calls of the function in the trace, 1 for the slowest; null if the call is not complete. */
  rank: { position: number; of: number; timesMedian: number } | null;
  /** The longest first, at most 20. */
  waits: readonly Wait[];
  durations: DurationHistogram | null;
  /** Fields of the event at its begin, where they were recorded. */
  fields: readonly { name: string; value: string }[];
}

/** Calls of one function, in typed columns. */
export interface CallList {
  /** Number of calls before the limit. */
  all: number;
  row: Uint32Array;
  depth: Uint16Array;
  beginNs: Float64Array;
  endNs: Float64Array;
}
