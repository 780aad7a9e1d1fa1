import type { ReadWarning } from '../read-error';
import type { RecordBatch } from './records';

/**
 * What the scan of one window yields. It depends on the trace and the window alone, never on another window, so results of several
 * workers are the same as of one. The compiled scan yields the same arrays to the last bit; tests compare them.
 *
 * **Order.** The packets of the window are scanned in the order of the packet table, events in the order of the packet. Threads and
 * addresses are numbered in the order in which the scan meets them.
 *
 * **Time.** The clock of a packet begins at `clockNs`. A time of n bits adds `(field - low n bits of the last time) mod 2^n`. A time
 * of 64 bits sets `originNs + (high - originHigh) × 2^32 + (low - originLow)`, computed with doubles. The time of a record is this time, at
 * least the time of the packet's previous event (or the packet's begin) and at most the packet's end. LTTng-UST before 2.11,
 * lttng-modules before 2.9.13 and barectf before 2.3.1 write events outside of their packet's times.
 *
 * **Damage.** A packet ends at the first event that has an unknown id or is not completely in the content. Events before it count.
 */
export interface ScanResult {
  records: RecordBatch;
  threads: ScanThreads;
  /** Addresses of functions. */
  addresses: BigUint64Array;
  /** By event class over all leaves; only events at or after the range's begin. Sums of at most 2^32 - 1 a window. */
  eventCounts: Uint32Array;
  density: DensityPart;
  allocations: Allocations;
  warnings: readonly ReadWarning[];
}

/** Threads of one window, a column per fact. */
export interface ScanThreads {
  count: number;
  /** See SCAN_THREAD. */
  kind: Uint8Array;
  /** Identity; which columns it has depends on the kind. */
  pidNs: Uint32Array;
  vpid: Int32Array;
  tid: Int32Array;
  /** Leaf in which the scan met the thread first. Losses of the leaf's recording are losses of the thread. */
  leaf: Uint32Array;
  /** Counted events; 0 in a window that is not counted, and for threads that only other threads' events name. */
  events: Uint32Array;
  /** Of the first and last event, counted or not; NaN without one. */
  firstNs: Float64Array;
  lastNs: Float64Array;
  /**
   * Contexts of the last event of the thread whose vpid is not 0: pid_ns (0 without) and vpid (-1 without). Of events of equal time:
   * of the last scanned.
   */
  contextPidNs: Uint32Array;
  contextVpid: Int32Array;
  /** See NAME_SOURCE. A name of a context beats one of a `comm` field; of equal sources the one of the latest event stays. */
  nameSource: Uint8Array;
  nameNs: Float64Array;
  /** NAME_BYTES for each thread: UTF-8, ends at the first 0, longer names are cut. */
  names: Uint8Array;
}

export const NAME_BYTES = 32;

const decoder = new TextDecoder();

/** The name of a thread; empty if no event said so. */
export function nameOf({ names }: Pick<ScanThreads, 'names'>, thread: number): string {
  const bytes = names.subarray(thread * NAME_BYTES, (thread + 1) * NAME_BYTES);
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

export const NAME_SOURCE = { none: 0, comm: 1, context: 2 } as const;

/** What a thread of the scan is known by. */
export const SCAN_THREAD = {
  /** (pidNs, vpid, tid = vtid). Columns are 0 or -1 for a context that is not recorded. */
  userspace: 0,
  /** (tid = thread id of the host). */
  host: 1,
  /** A kernel event without a host's thread id: (pidNs, tid = vtid). */
  inNamespace: 2,
  /** Nothing names the thread: (tid = -1 - index of the stream file), of userspace and of the kernel. */
  userspaceStream: 3,
  kernelStream: 4,
} as const;

/** Which tracer recorded the events of a thread of this kind. */
export const domainOf = (kind: number): 'userspace' | 'kernel' =>
  kind === SCAN_THREAD.userspace || kind === SCAN_THREAD.userspaceStream ? 'userspace' : 'kernel';

/** Counted events of a window per bin and leaf: `counts[leaf * bins + bin - firstBin]`. */
export interface DensityPart {
  firstBin: number;
  bins: number;
  counts: Uint32Array;
}

/** Bins of the range. Bin n begins at `fromNs + n × widthNs`; the first and last bin also take what is before and behind. */
export interface DensityBins {
  fromNs: number;
  /** A whole number, at least 1. */
  widthNs: number;
  count: number;
}

/** @returns the bin of a time, which may be outside of the range */
export const binOf = ({ fromNs, widthNs, count }: DensityBins, timeNs: number): number =>
  Math.max(0, Math.min(count - 1, Math.floor((timeNs - fromNs) / widthNs)));

/** Allocations and releases of lttng_ust_libc, in the order of the scan. A realloc is a release and an allocation. */
export interface Allocations {
  count: number;
  timeNs: Float64Array;
  /** Index into `ScanResult.threads`. */
  thread: Uint32Array;
  /** Address: lower and upper 32 bits. */
  low: Uint32Array;
  high: Uint32Array;
  /** -1: a release. Otherwise the size in bytes, as a double. */
  bytes: Float64Array;
}
