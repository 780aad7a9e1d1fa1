/**
 * All that scanning needs to know of a trace, as plain typed arrays: workers and compiled code share them. Tables have rows of
 * equal length; `STREAM`, `EVENT` name the columns.
 */
export interface ScanPlan {
  /** Programs for fields of variable size, see layout-ops.ts. */
  ops: Int32Array;
  /** A row per stream class of each leaf: `streams[row * STREAM_COLUMNS + STREAM.vtid]`. */
  streams: Int32Array;
  /** A row per event id of each stream, from `STREAM.firstEvent`. */
  events: Int32Array;
  packets: ScanPackets;
  leafCount: number;
  eventClassCount: number;
}

/** How the scan finds id and time of an event. */
export const HEADER = {
  /** Not LTTng's layout, another frequency than 1 GHz, big-endian, …: the decoder reads this stream, see decoded-cursor.ts. */
  slow: 0,
  /** `event_header_compact`: id of 5 bits (31: extended) and time of 27 bits; extended: id of 32 and time of 64 bits. */
  compact: 1,
  /** `event_header_large`: id of 16 bits (65535: extended) and time of 32 bits; extended: id of 32 and time of 64 bits. */
  large: 2,
} as const;

/**
 * A place of a field: 0 or more is the byte offset from the first byte of the event's common context (`STREAM`) or of its
 * specific context (`EVENT`); `NOWHERE` if there is no such field; -2 - m if a program stores its address in mark m.
 */
export const NOWHERE = -1;
/** Numbers of marks: 0 to 7 for the common context, 8 to 15 for the event. */
export const EVENT_MARKS = 8;
export const MARKS = 16;
/** Registers of programs. A layout that needs more is slow. */
export const REGISTERS = 32;

export const STREAM = {
  header: 0,
  /** Bytes from the packet's first byte to its first event. */
  firstEventBytes: 1,
  /** Size of the common context; -1: by the program. */
  contextBytes: 2,
  contextProgram: 3,
  /** Places of the contexts. vtid, vpid, tid are read as 32 bits signed, pid_ns as the lower 32 bits unsigned. */
  vtid: 4,
  vpid: 5,
  pidNs: 6,
  tid: 7,
  procname: 8,
  procnameBytes: 9,
  /** Row in `ScanPlan.events` of the id 0. */
  firstEvent: 10,
  /** Ids are below. A larger id damages the packet. */
  idCount: 11,
  /** 0 userspace, 1 kernel. */
  isKernel: 12,
  leaf: 13,
} as const;
export const STREAM_COLUMNS = 14;

export const EVENT = {
  /** Size of specific context and payload; -1: by the program; -2: no event has this id, which damages the packet. */
  bytes: 0,
  program: 1,
  /** See EVENT_KIND. */
  kind: 2,
  /** Index of the event class over all leaves. */
  classIndex: 3,
  /** Places of the fields, see KIND_RULES. */
  a: 4,
  b: 5,
  c: 6,
  d: 7,
  e: 8,
  /** Bit n is set if the n-th field has 64 bits; else 32. */
  wide: 9,
  /** syscallExit: the class of the call's entry over all leaves; its own where the metadata has no entry. */
  entryClass: 10,
} as const;
export const EVENT_COLUMNS = 11;

/** Packets in the order of the packet table. */
export interface ScanPackets {
  count: number;
  /** Index of the stream file over all leaves. */
  file: Uint32Array;
  /** Row in `ScanPlan.streams`; NO_STREAM for a packet that is not read. */
  stream: Uint32Array;
  offsetBytes: Float64Array;
  /** Content without padding. */
  contentBytes: Float64Array;
  beginNs: Float64Array;
  endNs: Float64Array;
  /** Time of the clock at the begin of the packet: nanoseconds since the begin of the trace, and the lower 32 bits of its cycles. */
  clockNs: Float64Array;
  clockLow: Uint32Array;
  /** Of the packet's clock, see ClockBase. */
  originLow: Float64Array;
  originHigh: Float64Array;
  originNs: Float64Array;
  /** -1 without one. */
  cpu: Int32Array;
  /** The packet before in the same file, if nothing was lost in between; else -1. */
  previous: Int32Array;
}
export const NO_STREAM = 0xffffffff;
