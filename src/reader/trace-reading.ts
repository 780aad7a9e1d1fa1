import type { CompiledSchema } from './fields/compile-schema';
import type { ClockBase } from './packets/clock-base';
import type { PacketTable, TraceSpan } from './packets/packet-table';
import type { StreamWarn } from './packets/warning-log';
import type { ReadWarning } from './read-error';
import type { NamespaceEpoch, ThreadKey } from './scan/records';
import type { EventClass, TraceSchema } from './schema/trace-schema';
import type { ByteSource } from './source';

/** What the layers above the reader ask of an opened trace. */
export interface TraceReading {
  /** Those that were not refused. */
  leaves: readonly ReadLeaf[];
  /** The stream files of all leaves. */
  streams: readonly ReadStream[];
  /** The event classes of all leaves, those of a leaf from `ReadLeaf.eventBase` on. */
  eventClasses: readonly ReadEventClass[];
  packets: PacketTable;
  /** See `PacketTable.clock`. */
  clocks: readonly ClockBase[];
  span: TraceSpan;
  /** Grows while packets are read, up to 1000. */
  warnings: readonly ReadWarning[];
  /** The number of warnings beyond them. */
  unlistedWarnings: () => number;
}

export interface ReadLeaf {
  path: string;
  schema: TraceSchema;
  domain: 'userspace' | 'kernel';
  /** Index of its first event class. Leaves with the same metadata, e.g. of rotations, share their event classes. */
  eventBase: number;
  compiled: CompiledSchema;
}

export interface ReadStream {
  leaf: number;
  /** Name of the file. */
  name: string;
  bytes: ByteSource;
  /** Adds to the warnings of the trace. */
  warn: StreamWarn;
}

export interface ReadEventClass {
  /** The first leaf that has it. */
  leaf: number;
  streamClass: number;
  class: EventClass;
}

/** A part of a trace; times are nanoseconds since its begin. The end is not included. */
export interface TimeRange {
  fromNs: number;
  toNs: number;
}

export interface AnalysisRequest {
  range?: TimeRange;
  /** Only these threads; default: all. */
  threads?: (thread: ThreadKey & { vpid: number; name: string }) => boolean;
  epochs?: readonly NamespaceEpoch[];
  signal?: AbortSignal;
  /** From 0 to 1. */
  onProgress?: (share: number) => void;
}

/** Spans of calls and states of threads of one window, for timelines and exports. `endNs` NaN: the end is not known. */
export interface SpanBatch {
  range: TimeRange;
  calls: {
    count: number;
    beginNs: Float64Array;
    endNs: Float64Array;
    /** Index into the table of threads. */
    thread: Uint32Array;
    /** Index into `functions`. */
    function: Uint32Array;
    /** 0 for a call without a known caller. */
    depth: Uint16Array;
  };
  syscalls: { count: number; beginNs: Float64Array; endNs: Float64Array; thread: Uint32Array; eventClass: Uint32Array };
  /** Index into THREAD_STATES, and the thread that ended the state by a wake-up (-1: none). */
  states: {
    count: number;
    beginNs: Float64Array;
    endNs: Float64Array;
    thread: Uint32Array;
    state: Uint8Array;
    wokenBy: Int32Array;
    cpu: Int32Array;
  };
}

/** Tables that grow while batches are read. */
export interface SpanTables {
  threads: readonly (ThreadKey & { vpid: number; name: string; process: number })[];
  /** Addresses by process. */
  functions: readonly { process: number; address: bigint }[];
}
