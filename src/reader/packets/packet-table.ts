/**
 * The packets of all streams of a trace in the order of their begin, a column per fact. Times are nanoseconds since
 * `TraceSpan.beginNs`, as doubles, which are exact for 104 days.
 */
export interface PacketTable {
  count: number;
  /** Index of the leaf. */
  leaf: Uint32Array;
  /** Index of the stream file over all leaves. */
  stream: Uint32Array;
  /** Id of the stream class. */
  streamClass: Uint32Array;
  /** Number of the packet in its file, from 0. */
  number: Uint32Array;
  /** Index into `TraceReading.clocks`; -1 in a stream without clock, whose times are 0. */
  clock: Int32Array;
  offsetBytes: Float64Array;
  /** With padding. */
  sizeBits: Float64Array;
  contentBits: Float64Array;
  beginNs: Float64Array;
  /** Never before the begin. Where a packet has no end (lttng-crash writes 0), the next packet's begin or the last event. */
  endNs: Float64Array;
  /** The value of the clock, in cycles, with which the decoder begins. */
  beginCycles: BigUint64Array;
  /** `cpu_id` of the packet context; -1 without one. */
  cpu: Int32Array;
  /** Events that were discarded between the end of the previous packet of the stream and the end of this one. */
  discarded: Float64Array;
  /** Packets that are missing between the previous packet of the stream and this one. */
  lostBefore: Float64Array;
}

/** The time that a trace spans. */
export interface TraceSpan {
  /** Nanoseconds since the Unix epoch, or since the clock's own origin if no clock is absolute. */
  beginNs: bigint;
  lengthNs: number;
  isAbsolute: boolean;
  /** False for a trace without any clock: all times are 0. */
  hasClock: boolean;
}
