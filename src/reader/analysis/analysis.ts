import type { ThreadKey } from '../scan/records';

/** What a thread was doing. It is only known from the kernel's scheduling events. See thread-state-rules.ts. */
export const THREAD_STATES = [
  /** On a CPU, from a sched_switch to the thread until the next one from it. */
  'running',
  /** Could run, and had no CPU. */
  'waiting-to-run',
  /** Uninterruptible: on a disk, or on something in the kernel. */
  'blocked-on-disk',
  'blocked-on-lock',
  'blocked-on-network',
  'sleeping',
  /** poll, select, epoll_wait, sigtimedwait: waits for work. */
  'waiting-for-events',
  'waiting-for-child',
  /** Blocked in another system call, or in none. */
  'blocked-otherwise',
  /** Before the first sched_switch or wake-up of the thread, even if it was running then, and after the sched_switch of its end. */
  'unknown',
] as const;
export type ThreadState = (typeof THREAD_STATES)[number];

/** Durations by octaves of 32 steps, so a percentile is exact to 3.2 %. Durations below 32 ns are exact. */
export const DURATION_STEPS = 32;

/** Statistics of durations. All in nanoseconds. Only complete calls: those cut by the trace's edge or by a loss are not in it. */
export interface DurationStats {
  count: number;
  totalNs: number;
  minNs: number;
  maxNs: number;
  /** When the longest began, since the begin of the trace. */
  maxAtNs: number;
  maxThread: number;
  /** Pairs of bucket and number, ascending by bucket, see duration-buckets.ts. */
  buckets: Uint32Array;
}

export interface ThreadRow extends ThreadKey {
  /** Process id in the namespace; -1 unknown. */
  vpid: number;
  /** Index into `Analysis.processes`. */
  process: number;
  /** Last `procname` or `comm`; empty if no event said so. */
  name: string;
  events: number;
  /** Of the first and last event. */
  firstNs: number;
  lastNs: number;
  /**
   * Nanoseconds in each state, in the order of THREAD_STATES; null if the state is unknown at the range's begin, and the range has no
   * sched_switch or wake-up of the thread.
   */
  statesNs: Float64Array | null;
  pageFaults: number;
}

export interface ProcessRow {
  domain: 'userspace' | 'kernel';
  pidNs: number;
  epoch: number;
  /** -1: unknown, the process is then the thread's. */
  vpid: number;
  /** Name of its first thread with a name. */
  name: string;
}

export interface FunctionRow {
  process: number;
  /** Address at which the function begins. */
  address: bigint;
  /** Complete calls, with their whole duration; recursive calls are in it once each. */
  calls: DurationStats;
  /** Without the time in called functions, over all calls. */
  selfNs: number;
  /** Time in the function, with recursive calls counted once; calls that were cut count until the thread's last event. */
  totalNs: number;
  /** Calls without a known end or begin: the trace's edge, a loss, exec, exit, longjmp. Not in `calls`. */
  cut: number;
}

/** The merged call tree of each process; a node is one path of calls. Nodes come after their parents. */
export interface CallTree {
  /** Index of the parent; -1 for a call without a known caller. */
  parent: Int32Array;
  process: Uint32Array;
  /** Index into `Analysis.functions`. */
  function: Uint32Array;
  count: Float64Array;
  totalNs: Float64Array;
  selfNs: Float64Array;
}

export interface SyscallRow {
  process: number;
  /** Without the tracer's prefix: `openat`. */
  name: string;
  calls: DurationStats;
  failed: number;
  /** Without a known end or begin. */
  cut: number;
}

/** The answer of one pass over a range of the trace. */
export interface Analysis {
  fromNs: number;
  toNs: number;
  /** By event class over all leaves. */
  eventCounts: Float64Array;
  /** Events per bin of equal length, a row per leaf: `density[leaf * bins + bin]`. */
  bins: number;
  density: Uint32Array;
  threads: readonly ThreadRow[];
  processes: readonly ProcessRow[];
  functions: readonly FunctionRow[];
  tree: CallTree;
  syscalls: readonly SyscallRow[];
  /** Exits without a known entry. */
  exitsWithoutEntry: number;
  /** Losses that overlap the range, in the order of time. */
  losses: readonly LossRow[];
  /** By process, for those with allocations of lttng_ust_libc. */
  memory: readonly MemoryRow[];
}

/** Events that are missing. */
export interface LossRow {
  leaf: number;
  /** Index of the stream file. */
  stream: number;
  /** -1 unknown. */
  cpu: number;
  /** They are missing from this time, the end of the packet before, to this one. */
  fromNs: number;
  toNs: number;
  /** Events that the tracer discarded. */
  events: number;
  /** Packets that were overwritten or lost. Their events are not known. */
  packets: number;
}

/** Memory in use of the allocations that the range has. What was allocated before is not known. */
export interface MemoryRow {
  process: number;
  allocations: number;
  releases: number;
  /** Releases of memory whose allocation is not in the range. */
  releasesWithoutAllocation: number;
  /** Bytes in use: the least and the most in each bin of the density. */
  leastBytes: Float64Array;
  mostBytes: Float64Array;
  /** False if there were too many allocations to follow. */
  isComplete: boolean;
}
