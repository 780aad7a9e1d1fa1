import type { EventPosition } from './event-page';

/**
 * The user events of rows in a range, in columns: what a program or a probe records at a point in time, and neither a function, a system
 * call nor scheduling. Events of one row in one column of the range are one mark.
 */
export interface Marks {
  fromNs: number;
  toNs: number;
  columns: number;
  /** Sorted by row, then by time. */
  row: Uint32Array;
  /** Of the first event of the mark. */
  atNs: Float64Array;
  /** Name of the first event, as index into `names`. */
  name: Uint32Array;
  /** Events of the mark. */
  count: Uint32Array;
  names: readonly string[];
  /** Whether the range has too many events to look for user events in it. There are no marks then. */
  isTooMany: boolean;
}

/** A user event with its fields. */
export interface UserEvent {
  at: EventPosition;
  row: number;
  cpu: number | null;
  name: string;
  fields: readonly { name: string; value: string }[];
}
