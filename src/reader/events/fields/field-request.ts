import type { EventClass } from '../../schema/trace-schema';
import type { TimeRange } from '../../trace-reading';

/** Which events to read, and which of their fields. */
export interface FieldRequest {
  /** Names of integer fields of the payload, at most MOST_FIELDS; null for an event that is not wanted. Called once per class. */
  fieldsOf(event: EventClass): readonly string[] | null;
  /** Default: the whole trace. */
  range?: TimeRange;
}

/** Fields of one event that can be asked for: as many as the scan plan has columns. */
export const MOST_FIELDS = 5;

/** The wanted events of a part of the trace, in the order of time; of the same time those of the first packet come first. */
export interface FieldBatch {
  count: number;
  timeNs: Float64Array;
  /** Index into `TraceReading.eventClasses`. */
  eventClass: Uint32Array;
  /** -1 without one. */
  cpu: Int32Array;
  /** Contexts of the thread: 0 and -1 where the stream has none. */
  pidNs: Float64Array;
  vpid: Int32Array;
  vtid: Int32Array;
  /**
   * MOST_FIELDS for each event, in the order of `FieldRequest.fieldsOf`; NaN for a field that the event does not have. Values of more
   * than 53 bits are rounded.
   */
  values: Float64Array;
}
