import type { Basis } from '../analysis/trace-summary';
import type { EventDensity } from './trace-facts';

export const ROW_KINDS = ['container', 'process', 'thread', 'cpus', 'cpu'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** What the picture of the whole trace has of a level of calls. */
export interface CallLevel {
  spans: number;
  /** How long the spans are together. */
  drawnNs: number;
  /** From the begin of the first to the end of the last one. */
  fromNs: number;
  toNs: number;
}

/** A row of the timeline. Its index in `WholeTrace.rows` is its id as long as the trace is open. Rows come after their parents. */
export interface TimelineRow {
  kind: RowKind;
  /** Index of the row above it in the tree; -1 for a root. */
  parent: number;
  /** Of the container, process, thread or CPU; one line, any length. Empty if it is not known. */
  name: string;
  /** The container's own name, where `name` is made of its program and image; else null. */
  fullName: string | null;
  /** Whether it is a thread or a process of the tracer. Its running time is not counted in rows above it that are not. */
  isOfTracer: boolean;
  /** Process id or thread id as in its namespace, the number of the CPU; null if it has none. */
  number: number | null;
  /** For what does not belong to a container: why. */
  why: string | null;
  events: number;
  /** Of the first and last event. */
  firstNs: number;
  lastNs: number;
  /** Levels of calls; 0 without calls. */
  callLevels: number;
  /** Of a thread: each level of calls. Empty if the picture of the whole trace has no room for them. */
  levels: readonly CallLevel[];
  hasSyscalls: boolean;
  /** Whether its scheduling was recorded. */
  hasStates: boolean;
  hasMemory: boolean;
}

/** Figures of all rows in a range, in the order of the rows. NaN where they are not known. */
export interface RowFigures {
  fromNs: number;
  toNs: number;
  events: Float64Array;
  runningNs: Float64Array;
  /** Could run, and had no CPU. */
  waitingNs: Float64Array;
  blockedNs: Float64Array;
}

/** What blocked the threads of a range, without waiting for work. */
export interface BlockedBy {
  /** Name of the system call. */
  syscall: string;
  blockedNs: number;
}

/** What the pass over the whole trace says. */
export interface WholeTrace {
  rows: readonly TimelineRow[];
  figures: RowFigures;
  density: EventDensity;
  events: number;
  basis: Basis;
  blockedBy: readonly BlockedBy[];
  unread: readonly string[];
}
