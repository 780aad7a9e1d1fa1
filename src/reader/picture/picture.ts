import type { ThreadIdentity } from '../analysis/threads/analysed-thread';
import type { ThreadKey } from '../scan/records';
import type { DensityBins } from '../scan/scan-result';
import type { TimeRange } from '../trace-reading';

/** What a lane shows. A thread has one lane of states, one of system calls, and one of calls for each depth; a CPU has one lane. */
export const PICTURE_LANES = { state: 0, syscall: 1, call: 2, cpu: 3 } as const;

/** Bits of `ReadPicture.spans.ends`. */
export const PICTURE_ENDS = { beginUnknown: 1, endUnknown: 2 } as const;

/** `ReadPicture.spans.part` of one span that is at least a column wide. */
export const WHOLE_SPAN = 0;

/** Calls below so many others are not drawn. */
export const MOST_DRAWN_DEPTH = 256;

/** CPUs with greater numbers are not drawn. */
export const MOST_CPUS = 4_096;

/** What a pass draws beside its analysis. */
export interface PictureRequest {
  /** At most; columns are whole nanoseconds wide. */
  columns: number;
  /**
   * Threads with lanes; default: all. Gets the thread as the records know it: a thread of the host has neither a namespace nor a
   * process id there. Grids and lanes of CPUs are of all threads that the pass analyses.
   */
  threads?: ((thread: ThreadIdentity) => boolean) | undefined;
  /**
   * Time of the thread's last event in the whole trace, where it is known. Calls that are open at the end of the range end with it,
   * since a thread that ended leaves calls open.
   */
  lastNsOf?: ((thread: ThreadIdentity) => number | undefined) | undefined;
  /** At most 65 536; default: 4096. Which lanes are drawn beyond it depends on the order of threads in windows. */
  mostLanes?: number | undefined;
  /** At most and by default 2^21. */
  mostSpans?: number | undefined;
  /** Is called once, when the pass ends. */
  onPicture: (picture: ReadPicture) => void;
}

export interface PictureThread extends ThreadKey {
  /** See SCAN_THREAD. */
  kind: number;
  /** -1 unknown. */
  vpid: number;
  name: string;
  /** Index into `ReadPicture.processes`. */
  process: number;
}

export interface PictureProcess {
  domain: 'userspace' | 'kernel';
  pidNs: number;
  epoch: number;
  /** -1: unknown, the process is then one thread. */
  vpid: number;
}

/**
 * Lanes of spans of a range. What is shorter than a column is merged: for each lane and column in which such spans begin, one span
 * from the begin of the first to the end of the last, with the value that took the most time. Longer spans are exact.
 *
 * A call or system call that began before the range has its real begin. A state that did begins with the range.
 */
export interface ReadPicture {
  range: TimeRange;
  /** Column n begins at `fromNs + n × widthNs`. */
  columns: DensityBins;
  threads: readonly PictureThread[];
  processes: readonly PictureProcess[];
  /** Sorted by thread, kind and depth; those of CPUs follow. */
  lanes: {
    /** Index into `threads`; the number of the CPU for its lane. */
    thread: Uint32Array;
    /** See PICTURE_LANES. */
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
    /**
     * Call: index into `functions`. System call: index into `syscalls`. State: index into THREAD_STATES. CPU: index into `threads`.
     */
    value: Uint32Array;
    /** WHOLE_SPAN, or for merged spans the share of their time that is covered, 1 to 255. */
    part: Uint8Array;
    /** See PICTURE_ENDS. Of merged spans: the begin of the first and the end of the last. */
    ends: Uint8Array;
  };
  functions: readonly { process: number; address: bigint }[];
  /** Names without the tracer's prefix. */
  syscalls: readonly string[];
  /** Nanoseconds in which threads ran: `ns[row * columns.count + column]`. Rows are processes with such time. */
  running: { process: Uint32Array; ns: Float64Array };
  /** Nanoseconds in which a thread ran on the CPU, in rows of CPUs. */
  busy: { cpu: Uint32Array; ns: Float64Array };
  /** What the bounds left out; all 0 if the picture is complete. */
  undrawn: {
    /** Calls deeper than MOST_DRAWN_DEPTH. */
    deepCalls: number;
    /** Spans of lanes beyond `mostLanes`. */
    ofLanes: number;
    /** Rows beyond `mostSpans`. */
    spans: number;
    /** Processes without a row in `running`, those that ran least. */
    processes: number;
  };
}
