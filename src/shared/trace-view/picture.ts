import { BLOCKED_CAUSES } from '../analysis/blocked-cause';

/** What a lane of a row shows. */
export const LANE_KINDS = ['state', 'syscall', 'call', 'cpu'] as const;
export type LaneKind = (typeof LANE_KINDS)[number];

/** Bits of `Picture.spans.ends`. */
export const SPAN_ENDS = { beginUnknown: 1, endUnknown: 2 } as const;
/** `Picture.spans.part` of one span that is at least a column wide. */
export const WHOLE_SPAN = 0;

/**
 * Calls, states and system calls of rows in a range. What is shorter than a column is merged: one span then stands for the spans of the
 * column, with the value that took the most time in it.
 */
export interface Picture {
  fromNs: number;
  toNs: number;
  columns: number;
  lanes: {
    /** Index of the row. */
    row: Uint32Array;
    /** Index into LANE_KINDS. */
    kind: Uint8Array;
    /** Of calls: 0 for a call without a known caller. */
    depth: Uint16Array;
    /** Index of the first span of each lane, and the number of spans at the end. */
    first: Uint32Array;
  };
  /** Sorted by lane, then by time. Spans of a lane do not overlap. */
  spans: {
    beginNs: Float64Array;
    endNs: Float64Array;
    /** Call: index into `functions`. System call: index into `syscalls`. State: index into PICTURE_STATES. CPU: index of the thread's row. */
    value: Uint32Array;
    /** WHOLE_SPAN, or for merged spans the share of their time that is covered, 1 to 255. */
    part: Uint8Array;
    ends: Uint8Array;
  };
  functions: readonly PictureFunction[];
  syscalls: readonly string[];
  curves: readonly PictureCurve[];
}

export interface PictureFunction {
  /** See FunctionKey. */
  key: FunctionKey;
  /** The name without arguments, or an address. */
  name: string;
}

/** Identifies a function as long as the trace is open: index of the row of its process, a colon, and its address in hexadecimal digits. */
export type FunctionKey = string;

/** Threads of a container that run, and bytes in use of a process, by column. */
export interface PictureCurve {
  row: number;
  kind: 'running-threads' | 'memory';
  /** NaN where it is not known. */
  values: Float32Array;
}

/** What a thread was doing, as the timeline shows it; the reader's states, in its order. */
export const PICTURE_STATES = ['running', 'waiting-to-run', ...BLOCKED_CAUSES, 'unknown'] as const;
export type PictureState = (typeof PICTURE_STATES)[number];
