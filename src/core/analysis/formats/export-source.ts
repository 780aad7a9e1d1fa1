import type { FieldValues } from '@reader/events/event';

/**
 * What is exported, and the only thing that the writers of formats read. A source reads the trace once per stream, in windows,
 * so memory does not grow with the trace.
 */
export interface ExportSource {
  /** Title of the trace. */
  title: string;
  /** Nanoseconds from the Unix epoch to time 0; null if no clock of the trace is absolute. */
  beginUnixNs: bigint | null;
  /** Times are nanoseconds since the begin of the trace. Nothing outside of the range is exported. */
  range: { fromNs: number; toNs: number };
  tables: ExportTables;
  /** Calls, system calls, states, wake-ups and counters. @throws ReadError, also when the signal is aborted */
  timeline(signal: AbortSignal): AsyncIterable<TimelineBatch>;
  /** All events in the order of time. @throws ReadError, also when the signal is aborted */
  events(signal: AbortSignal): AsyncIterable<EventBatch>;
}

/** Grow while batches are read. An entry does not change after a batch referred to it. Names are as the trace has them. */
export interface ExportTables {
  containers: readonly { name: string }[];
  processes: readonly ExportProcess[];
  threads: readonly ExportThread[];
  functions: readonly ExportFunction[];
  /** Without the tracer's prefix: `openat`. */
  syscalls: readonly string[];
  counters: readonly ExportCounter[];
}

export interface ExportProcess {
  /** Index into `containers`; null for a process that could not be attributed to one. */
  container: number | null;
  /** In the namespace of the container; null if no event said so. Several processes can have the same. */
  pid: number | null;
  name: string;
}

export interface ExportThread {
  /** Index into `processes`. */
  process: number;
  /** In the namespace of the container or of the host; null if no event said so. */
  tid: number | null;
  name: string;
}

export interface ExportFunction {
  /** The symbol; null if it is not known. */
  symbol: string | null;
  address: bigint;
  /** Source file and line, from 1; null if not known. */
  file: string | null;
  line: number | null;
}

export interface ExportCounter {
  name: string;
  /** Values in `bytes` are valid until the next value. Values in `count` are of the time until the next value. */
  unit: 'bytes' | 'count';
  /** What the counter is about: an index into `processes`, `containers`, or the whole trace. */
  of: { process: number } | { container: number } | 'trace';
}

/** Kinds of an entry of the timeline. */
export const ENTRY = {
  /** A call begins. Value: the function. */
  callBegin: 0,
  /** A call that began before the range, or before something was lost. Comes at the first time that is known. Value: the function. */
  callResumed: 1,
  /** The innermost open call of the thread ends. Value: 0. */
  callEnd: 2,
  /** The innermost open call of the thread has no known end: the range ends, events were lost, exec, exit, longjmp. Value: 0. */
  callCut: 3,
  /** Value: index into `syscalls`. A thread has at most one open system call. */
  syscallBegin: 4,
  /** Value: a `SYSCALL_END`. */
  syscallEnd: 5,
  /** The thread is in another state from now on. Value: index into THREAD_STATES. */
  state: 6,
  /** Another thread wakes this thread. Comes directly before the thread's new state. Value: the other thread. */
  wake: 7,
} as const;

export const SYSCALL_END = { succeeded: 0, failed: 1, cut: 2 } as const;

/**
 * A piece of the timeline, one column per fact. The times of one thread never descend, also from one batch to the next; different
 * threads are in any order. Every call that begins also ends, at the end of the range at the latest.
 */
export interface TimelineBatch {
  count: number;
  timeNs: Float64Array;
  thread: Uint32Array;
  kind: Uint8Array;
  value: Uint32Array;
  /** New values of counters; the times of one counter ascend. */
  counters: { count: number; timeNs: Float64Array; counter: Uint32Array; value: Float64Array };
  /** The share of the range that was read, 0 to 1. */
  share: number;
}

export interface EventBatch {
  events: readonly ExportEvent[];
  /** The share of the range that was read, 0 to 1. */
  share: number;
}

export interface ExportEvent {
  timeNs: number;
  name: string;
  owner: ExportOwner;
  /** -1 where the stream does not say so. */
  cpu: number;
  /** The function that the event is about; null if there is none, or its name is not known. */
  symbol: string | null;
  /** Contexts of stream and event. */
  context: FieldValues;
  fields: FieldValues;
}

/** Whose an event is. Ids are those in the pid namespace, -1 where no context says so; names can be empty. */
export interface ExportOwner {
  container: string | null;
  process: string;
  pid: number;
  thread: string;
  tid: number;
}
